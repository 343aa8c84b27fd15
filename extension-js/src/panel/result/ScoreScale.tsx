import { scaleLinear } from 'd3-scale';
import type { Radscore } from '../../alnApi';
import * as format from '../../format';
import { strings } from '../../strings';

const width = 320;
const top = 30;
const height = 12;

/** The radscore on its scale, low side and high side parted by the cut-off, with how far it may be off and where it was before. */
export function ScoreScale({ score, earlier }: { score: Radscore; earlier: Radscore | null }) {
  const { radscore, spread, stability, cutOff } = score;
  const lowest = Math.min(0, Math.floor(Math.min(radscore, cutOff)));
  const highest = Math.max(1, Math.ceil(Math.max(radscore, cutOff)));
  const x = scaleLinear([lowest, highest], [0, width]).clamp(true);
  const inside = (position: number) => Math.min(Math.max(position, 14), width - 14);
  const label = [
    strings.scaleLabel(format.score(radscore), format.score(cutOff)),
    strings.stability(format.score(stability.low), format.score(stability.high)),
    ...(spread > 0 ? [strings.spread(format.score(spread))] : []),
    ...(earlier ? [strings.earlierScore(format.score(earlier.radscore))] : []),
  ].join(' ');
  return (
    <>
      <svg className="aln-scale" viewBox={`-4 0 ${width + 8} 64`} role="img" aria-label={label} data-cy="aln-scale">
        <rect className="aln-fill-low" x={0} y={top} width={x(cutOff)} height={height} rx={3} />
        <rect className="aln-fill-high" x={x(cutOff)} y={top} width={width - x(cutOff)} height={height} rx={3} />
        <rect className="aln-band" x={x(stability.low) - 1} y={top - 3} width={Math.max(x(stability.high) - x(stability.low), 0) + 2} height={height + 6} rx={2} />
        {spread > 0 && <path className="aln-whisker" d={whisker(x(radscore - spread), x(radscore + spread))} />}
        <line className="aln-cut" x1={x(cutOff)} x2={x(cutOff)} y1={top - 5} y2={top + height + 5} />
        <text x={inside(x(cutOff))} y={top + height + 18} textAnchor="middle">
          {`${strings.cutOff} ${format.score(cutOff)}`}
        </text>
        {x(cutOff) > 110 && (
          <text x={0} y={top + height + 18}>
            {strings.lowEnd}
          </text>
        )}
        {x(cutOff) < width - 110 && (
          <text x={width} y={top + height + 18} textAnchor="end">
            {strings.highEnd}
          </text>
        )}
        {earlier && <Ghost at={x(earlier.radscore)} apartFrom={x(radscore)} text={format.score(earlier.radscore)} />}
        <path className="aln-marker" d={`M ${x(radscore)} ${top - 1} l -6 -9 h 12 z`} />
        <text className="aln-value" x={inside(x(radscore))} y={15} textAnchor="middle">
          {format.score(radscore)}
        </text>
      </svg>
      <ScaleKey score={score} earlier={earlier} />
      {stability.burdenChanges && <p className="aln-warning">{strings.unstable}</p>}
      {stability.note && (
        <p className="aln-quiet" lang="en">
          {stability.note}
        </p>
      )}
    </>
  );
}

/** The score before the last change of the outline; its number only where it does not cover the new one. */
function Ghost({ at, apartFrom, text }: { at: number; apartFrom: number; text: string }) {
  const apart = Math.abs(at - apartFrom) > 36;
  return (
    <g className="aln-ghost" data-cy="aln-ghost">
      <path d={`M ${at} ${top - 1} l -6 -9 h 12 z`} />
      {apart && (
        <text x={Math.min(Math.max(at, 14), width - 14)} y={15} textAnchor="middle">
          {text}
        </text>
      )}
    </g>
  );
}

/** What the networks of the model disagree about. */
function whisker(low: number, high: number): string {
  const middle = top + height / 2;
  return `M ${low} ${middle - 4} v 8 M ${low} ${middle} H ${high} M ${high} ${middle - 4} v 8`;
}

/** What frame, line and hollow mark stand for, with their numbers. */
function ScaleKey({ score: { spread, stability }, earlier }: { score: Radscore; earlier: Radscore | null }) {
  return (
    <p className="aln-key" data-cy="aln-uncertainty">
      <span title={strings.stability(format.score(stability.low), format.score(stability.high))}>
        <svg viewBox="0 0 16 12" aria-hidden="true">
          <rect className="aln-band" x={1} y={1} width={14} height={10} rx={2} />
        </svg>
        {strings.keyStability(format.score(stability.low), format.score(stability.high))}
      </span>
      {spread > 0 && (
        <span title={strings.spread(format.score(spread))}>
          <svg viewBox="0 0 16 12" aria-hidden="true">
            <path className="aln-key-line" d="M 1 2 v 8 M 1 6 H 15 M 15 2 v 8" />
          </svg>
          {strings.keySpread(format.score(spread))}
        </span>
      )}
      {earlier && (
        <span>
          <svg className="aln-ghost" viewBox="0 0 16 12" aria-hidden="true">
            <path d="M 8 11 l -6 -9 h 12 z" />
          </svg>
          {strings.keyEarlier(format.score(earlier.radscore))}
        </span>
      )}
    </p>
  );
}
