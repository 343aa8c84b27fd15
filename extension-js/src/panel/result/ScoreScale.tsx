import type { Radscore } from '../../alnApi';
import * as format from '../../format';
import { strings } from '../../strings';

const width = 300;
const top = 28;
const height = 12;

/** The radscore on its scale, low side and high side parted by the cut-off, with how far it may be off. */
export function ScoreScale({ score }: { score: Radscore }) {
  const { radscore, spread, stability, cutOff, burden } = score;
  const from = Math.min(0, Math.floor(Math.min(radscore, cutOff)));
  const to = Math.max(1, Math.ceil(Math.max(radscore, cutOff)));
  const x = (value: number) => ((Math.min(Math.max(value, from), to) - from) / (to - from)) * width;
  const inside = (position: number) => Math.min(Math.max(position, 14), width - 14);
  const label = `${strings.scaleLabel(format.score(radscore), format.score(cutOff))}. ${uncertainty(score)}`;
  return (
    <>
      <svg className="aln-scale" viewBox={`-4 0 ${width + 8} 66`} role="img" aria-label={label} data-cy="aln-scale">
        <rect className="aln-fill-low" x={0} y={top} width={x(cutOff)} height={height} rx={3} />
        <rect className="aln-fill-high" x={x(cutOff)} y={top} width={width - x(cutOff)} height={height} rx={3} />
        <Band low={x(stability.low)} high={x(stability.high)} />
        {spread > 0 && <Whisker low={x(radscore - spread)} high={x(radscore + spread)} />}
        <line className="aln-cut" x1={x(cutOff)} x2={x(cutOff)} y1={top - 5} y2={top + height + 5} />
        <text x={inside(x(cutOff))} y={top + height + 20} textAnchor="middle">
          {`${strings.cutOff} ${format.score(cutOff)}`}
        </text>
        <text x={0} y={top + height + 20}>
          {from}
        </text>
        <text x={width} y={top + height + 20} textAnchor="end">
          {to}
        </text>
        <path className={`aln-marker aln-mark-${burden}`} d={`M ${x(radscore)} ${top - 1} l -6 -9 h 12 z`} />
        <text className="aln-value" x={inside(x(radscore))} y={14} textAnchor="middle">
          {format.score(radscore)}
        </text>
      </svg>
      <p className="aln-quiet" data-cy="aln-uncertainty">
        {uncertainty(score)}
      </p>
      {stability.burdenChanges && <p className="aln-warning">{strings.unstable}</p>}
      {stability.note && <p className="aln-quiet">{stability.note}</p>}
    </>
  );
}

/** What the reader's hand may change: at least so wide that it can be seen. */
function Band({ low, high }: { low: number; high: number }) {
  return <rect className="aln-band" x={low - 1} y={top - 3} width={Math.max(high - low, 0) + 2} height={height + 6} rx={2} />;
}

/** What the networks of the model disagree about. */
function Whisker({ low, high }: { low: number; high: number }) {
  const middle = top + height / 2;
  return <path className="aln-whisker" d={`M ${low} ${middle - 4} v 8 M ${low} ${middle} H ${high} M ${high} ${middle - 4} v 8`} />;
}

function uncertainty({ spread, stability }: Radscore): string {
  const band = strings.stability(format.score(stability.low), format.score(stability.high));
  return spread > 0 ? `${band} ${strings.spread(format.score(spread))}` : band;
}
