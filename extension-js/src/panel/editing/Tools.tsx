import { promptWorkflow, toolWorkflow, workflow } from '../../session';
import type { State, Tool } from '../../store';
import { strings } from '../../strings';
import { Operations } from './Operations';
import { ToolOptions } from './ToolOptions';

const words = strings.editing;

interface Choice {
  tool: Tool;
  label: string;
  hint: string;
}

const prompts: Choice[] = [
  { tool: 'points', label: words.points, hint: words.pointsHint },
  { tool: 'scribble', label: words.scribble, hint: words.scribbleHint },
  { tool: 'box', label: words.box, hint: words.boxHint },
];

const brushes: Choice[] = [
  { tool: 'brush', label: strings.brush, hint: strings.brushHint },
  { tool: 'eraser', label: strings.eraser, hint: strings.eraserHint },
  { tool: 'threshold', label: words.threshold, hint: words.thresholdHint },
  { tool: 'scissors', label: words.scissors, hint: words.scissorsHint },
];

/** Tools that outline what is pointed at, OHIF's own tools to draw, and undo, close at hand. */
export function Tools({ state, disabled }: { state: State; disabled: boolean }) {
  const { voi, activeTool, canUndo, canRedo } = state;
  return (
    <fieldset className="aln-tools" disabled={disabled}>
      <legend className="aln-hidden">{strings.correct}</legend>
      <Choices title={words.outlineBy} choices={prompts} activeTool={activeTool} />
      {voi && <Choices title={words.drawBy} choices={brushes} activeTool={activeTool} />}
      <ToolOptions state={state} />
      {voi && (
        <div className="aln-row">
          <button disabled={!canUndo} onClick={() => workflow.undo()} data-cy="aln-undo">
            {strings.undo}
          </button>
          <button disabled={!canRedo} onClick={() => workflow.redo()} data-cy="aln-redo">
            {strings.redo}
          </button>
          <button title={strings.lookHint} aria-pressed={activeTool === 'look'} onClick={() => choose('look')} data-cy="aln-tool-look">
            {strings.look}
          </button>
        </div>
      )}
      {voi && <Operations state={state} />}
    </fieldset>
  );
}

function choose(tool: Tool): void {
  promptWorkflow.clear();
  void toolWorkflow.choose(tool);
}

function Choices({ title, choices, activeTool }: { title: string; choices: Choice[]; activeTool: Tool }) {
  return (
    <div className="aln-choices" role="group" aria-label={title}>
      <span>{title}</span>
      {choices.map(({ tool, label, hint }) => (
        <button key={tool} title={hint} aria-pressed={activeTool === tool} onClick={() => choose(tool)} data-cy={`aln-tool-${tool}`}>
          {label}
        </button>
      ))}
    </div>
  );
}
