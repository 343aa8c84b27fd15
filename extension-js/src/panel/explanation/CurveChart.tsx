import type { Radscore } from '../../alnApi';
import * as format from '../../format';
import { niceTicks } from '../../ticks';
import { strings } from '../../strings';

const width = 300;
const height = 130;
const left = 40;
const bottom = 24;
const top = 10;
const right = 20;

/** Mean enhancement of the tumour at each phase. */
export function CurveChart({ curve: all }: { curve: Radscore['curve'] }) {
  const curve = all.flatMap(({ timeSeconds, enhancementPercent }) => (enhancementPercent === null ? [] : [{ timeSeconds, enhancementPercent }]));
  const last = Math.max(...curve.map(point => point.timeSeconds), 1);
  const lastMinute = last / 60;
  const ticks = niceTicks(0, Math.max(...curve.map(point => point.enhancementPercent), 1), 4);
  const highest = ticks.at(-1) ?? 1;
  const lowest = Math.min(0, ...curve.map(point => point.enhancementPercent));
  const x = (seconds: number) => left + (seconds / last) * (width - left - right);
  const y = (enhancement: number) => top + ((highest - enhancement) / (highest - lowest)) * (height - top - bottom);
  const points = curve.map(point => `${x(point.timeSeconds)},${y(point.enhancementPercent)}`).join(' ');
  return (
    <figure className="aln-curve" data-cy="aln-curve">
      <figcaption className="aln-quiet">{strings.curveUnit}</figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={strings.curveLabel(curve.length)}>
        {ticks.map(tick => (
          <g key={tick}>
            <line className="aln-grid" x1={left} x2={width - right} y1={y(tick)} y2={y(tick)} />
            <text x={left - 6} y={y(tick) + 4} textAnchor="end">
              {tick}
            </text>
          </g>
        ))}
        {niceTicks(0, lastMinute, 5)
          .filter(minute => minute <= lastMinute)
          .map(minute => (
            <text key={minute} x={x(minute * 60)} y={height - 6} textAnchor="middle">
              {minute === 0 ? format.time(0) : strings.minutes(minute)}
            </text>
          ))}
        <polyline className="aln-line" points={points} />
        {curve.map(point => (
          <circle key={point.timeSeconds} className="aln-dot" cx={x(point.timeSeconds)} cy={y(point.enhancementPercent)} r={3.5}>
            <title>{`${format.time(point.timeSeconds)}: ${Math.round(point.enhancementPercent)} %`}</title>
          </circle>
        ))}
      </svg>
    </figure>
  );
}
