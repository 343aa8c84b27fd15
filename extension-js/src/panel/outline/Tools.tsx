import * as format from '../../format';
import { workflow } from '../../session';
import type { State, Tool } from '../../store';
import { strings } from '../../strings';

const smallestRadiusMm = 1;
const largestRadiusMm = 20;
const tools: { tool: Tool; label: string; hint: string }[] = [
  { tool: 'look', label: strings.look, hint: strings.lookHint },
  { tool: 'brush', label: strings.brush, hint: strings.brushHint },
  { tool: 'eraser', label: strings.eraser, hint: strings.eraserHint },
];

/** OHIF's own brush, eraser and undo, close at hand. */
export function Tools({ state: { activeTool, brushRadiusMm }, disabled }: { state: State; disabled: boolean }) {
  return (
    <fieldset className="aln-tools" disabled={disabled}>
      <legend>{strings.correct}</legend>
      <div className="aln-row" role="group">
        {tools.map(({ tool, label, hint }) => (
          <button key={tool} title={hint} aria-pressed={activeTool === tool} onClick={() => workflow.chooseTool(tool)} data-cy={`aln-tool-${tool}`}>
            {label}
          </button>
        ))}
      </div>
      {activeTool !== 'look' && (
        <label className="aln-row">
          {strings.radius}
          <input
            className="aln-grow"
            type="range"
            min={smallestRadiusMm}
            max={largestRadiusMm}
            step={0.5}
            value={brushRadiusMm}
            onChange={event => workflow.setBrushRadius(event.currentTarget.valueAsNumber)}
            data-cy="aln-radius"
          />
          <output>{format.length(brushRadiusMm)}</output>
        </label>
      )}
      <div className="aln-row">
        <button onClick={() => workflow.undo()} data-cy="aln-undo">
          {strings.undo}
        </button>
        <button onClick={() => workflow.redo()} data-cy="aln-redo">
          {strings.redo}
        </button>
        <button title={strings.goToTumourHint} onClick={() => void workflow.goToTumour()} data-cy="aln-go">
          {strings.goToTumour}
        </button>
      </div>
    </fieldset>
  );
}
