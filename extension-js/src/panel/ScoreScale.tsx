import type { Radscore } from '../alnApi';
import * as format from '../format';
import { strings } from '../strings';

const width = 300;
const top = 28;
const height = 12;

/** The radscore on its scale, low side and high side parted by the cut-off. */
export function ScoreScale({ score: { radscore, cutOff, burden } }: { score: Radscore }) {
  const from = Math.min(0, Math.floor(Math.min(radscore, cutOff)));
  const to = Math.max(1, Math.ceil(Math.max(radscore, cutOff)));
  const x = (value: number) => ((value - from) / (to - from)) * width;
  const label = strings.scaleLabel(format.score(radscore), format.score(cutOff));
  const inside = (position: number) => Math.min(Math.max(position, 14), width - 14);
  return (
    <svg className="aln-scale" viewBox={`-4 0 ${width + 8} 66`} role="img" aria-label={label} data-cy="aln-scale">
      <rect className="aln-fill-low" x={0} y={top} width={x(cutOff)} height={height} rx={3} />
      <rect className="aln-fill-high" x={x(cutOff)} y={top} width={width - x(cutOff)} height={height} rx={3} />
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
      <path className={`aln-marker aln-mark-${burden}`} d={`M ${x(radscore)} ${top + 1} l -6 -9 h 12 z`} />
      <text className="aln-value" x={inside(x(radscore))} y={15} textAnchor="middle">
        {format.score(radscore)}
      </text>
    </svg>
  );
}
