import { hasRadius, isPrompt, largestRadiusMm, smallestRadiusMm } from '../../editing/toolWorkflow';
import { isOnePoint } from '../../editing/promptWorkflow';
import * as format from '../../format';
import { promptWorkflow, toolWorkflow } from '../../session';
import type { State } from '../../store';
import { strings } from '../../strings';

const words = strings.editing;

/** What the tool in hand can be set to. */
export function ToolOptions({ state }: { state: State }) {
  const { activeTool } = state;
  if (hasRadius(activeTool)) return <Radius state={state} />;
  if (activeTool === 'scissors') return <Scissors state={state} />;
  return isPrompt(activeTool) ? <PromptOptions state={state} /> : null;
}

function Radius({ state: { activeTool, brushRadiusMm } }: { state: State }) {
  return (
    <>
      <label className="aln-row">
        {strings.radius}
        <input
          className="aln-grow"
          type="range"
          min={smallestRadiusMm}
          max={largestRadiusMm}
          step={0.5}
          value={brushRadiusMm}
          onChange={event => toolWorkflow.setRadius(event.currentTarget.valueAsNumber)}
          data-cy="aln-radius"
        />
        <output>{format.length(brushRadiusMm)}</output>
      </label>
      {activeTool !== 'eraser' && <p className="aln-quiet">{activeTool === 'threshold' ? words.thresholdNow : words.brushNow}</p>}
    </>
  );
}

function Scissors({ state: { scissors } }: { state: State }) {
  const shapes = [
    { shape: 'circle', label: words.circle },
    { shape: 'rectangle', label: words.rectangle },
  ] as const;
  const effects = [
    { cuts: true, label: words.cut },
    { cuts: false, label: words.fill },
  ] as const;
  return (
    <div className="aln-row" role="group" aria-label={words.scissors}>
      {effects.map(({ cuts, label }) => (
        <button key={label} aria-pressed={scissors.cuts === cuts} onClick={() => toolWorkflow.setScissors({ cuts })} data-cy={`aln-scissors-${cuts ? 'cut' : 'fill'}`}>
          {label}
        </button>
      ))}
      {shapes.map(({ shape, label }) => (
        <button key={shape} aria-pressed={scissors.shape === shape} onClick={() => toolWorkflow.setScissors({ shape })} data-cy={`aln-scissors-${shape}`}>
          {label}
        </button>
      ))}
    </div>
  );
}

function PromptOptions({ state }: { state: State }) {
  const { activeTool, excluding, prompt } = state;
  const kinds = [
    { exclude: false, label: words.isTumour, name: 'include' },
    { exclude: true, label: words.isNotTumour, name: 'exclude' },
  ];
  const now = { points: words.pointsNow, scribble: words.scribbleNow, box: words.boxNow }[activeTool as 'points' | 'scribble' | 'box'];
  return (
    <>
      <p className="aln-quiet" role="status" data-cy="aln-prompt-now">
        {now}
      </p>
      {activeTool !== 'box' && (
        <div className="aln-row" role="group" aria-label={now}>
          {kinds.map(({ exclude, label, name }) => (
            <button key={name} aria-pressed={excluding === exclude} onClick={() => promptWorkflow.setExcluding(exclude)} data-cy={`aln-prompt-${name}`}>
              {label}
            </button>
          ))}
        </div>
      )}
      {isOnePoint(prompt) && activeTool === 'points' && <Extent state={state} />}
    </>
  );
}

/** How far the outline of a single point goes. */
function Extent({ state: { fraction, reachMm } }: { state: State }) {
  return (
    <>
      <label className="aln-row">
        {words.tightness}
        <input
          className="aln-grow"
          type="range"
          min={0.25}
          max={0.75}
          step={0.01}
          value={fraction}
          title={words.tightnessHint}
          onChange={event => promptWorkflow.setExtent({ fraction: event.currentTarget.valueAsNumber })}
          data-cy="aln-fraction"
        />
        <output>{format.percent(fraction)}</output>
      </label>
      <label className="aln-row">
        {words.reach}
        <input
          className="aln-grow"
          type="range"
          min={5}
          max={60}
          step={1}
          value={reachMm}
          title={words.reachHint}
          onChange={event => promptWorkflow.setExtent({ reachMm: event.currentTarget.valueAsNumber })}
          data-cy="aln-reach"
        />
        <output>{format.length(reachMm)}</output>
      </label>
    </>
  );
}
