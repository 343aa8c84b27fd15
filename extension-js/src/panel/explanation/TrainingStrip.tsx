import { scaleLinear } from 'd3-scale';
import type { Contribution } from '../../alnApi';
import * as format from '../../format';
import { strings } from '../../strings';

const width = 320;

/** Where the value lies among the training cases: line from least to most, box around the middle half, tick at the median, mark at the value. */
export function TrainingStrip({ item: { harmonisedValue, training, unit } }: { item: Contribution }) {
  const { minimum, lowerQuartile, median, upperQuartile, maximum } = training;
  const low = Math.min(minimum, harmonisedValue);
  const high = Math.max(maximum, harmonisedValue);
  const x = scaleLinear([low, high], [5, width - 5]);
  const written = (value: number) => format.quantity(value, '');
  const label = strings.stripLabel(written(minimum), written(lowerQuartile), written(median), written(upperQuartile), format.quantity(maximum, format.unitOf(unit)));
  return (
    <svg className="aln-strip" viewBox={`0 0 ${width} 30`} role="img" aria-label={label}>
      <line className="aln-strip-range" x1={x(minimum)} x2={x(maximum)} y1={8} y2={8} />
      <rect className="aln-strip-box" x={x(lowerQuartile)} y={3} width={Math.max(x(upperQuartile) - x(lowerQuartile), 1)} height={10} rx={1} />
      <line className="aln-strip-median" x1={x(median)} x2={x(median)} y1={3} y2={13} />
      <path className="aln-strip-value" d={`M ${x(harmonisedValue)} 2 l 4 6 l -4 6 l -4 -6 z`} />
      <text x={x(minimum)} y={27}>
        {written(minimum)}
      </text>
      <text x={x(maximum)} y={27} textAnchor="end">
        {written(maximum)}
      </text>
      <text x={width / 2} y={27} textAnchor="middle">
        {strings.stripCaption}
      </text>
    </svg>
  );
}
