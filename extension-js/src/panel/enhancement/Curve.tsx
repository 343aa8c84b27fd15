import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import type { CurvePoint } from '../../alnApi';
import * as format from '../../format';
import { strings } from '../../strings';

const width = 320;
const height = 150;
const left = 40;
const right = 12;
const top = 10;
const bottom = 36;

/** One curve of the chart, told apart by line and mark as well as by colour. */
export interface Series {
  name: string;
  kind: 'tumour' | 'point';
  points: CurvePoint[];
}

interface Place {
  minutes: number;
  percent: number;
}

/** Enhancement in per cent over minutes. */
export function Curve({ series }: { series: Series[] }) {
  const known = series.map(each => ({ ...each, places: placesOf(each.points) }));
  const places = known.flatMap(each => each.places);
  const lastMinute = Math.max(...places.map(place => place.minutes), 1);
  const x = scaleLinear([0, lastMinute], [left, width - right]);
  const y = scaleLinear([Math.min(0, ...places.map(place => place.percent)), Math.max(...places.map(place => place.percent), 1)], [height - bottom, top]).nice(4);
  return (
    <svg className="aln-chart" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={known.map(describe).join(' ')} data-cy="aln-curve">
      {y.ticks(4).map(tick => (
        <g key={tick}>
          <line className="aln-grid" x1={left} x2={width - right} y1={y(tick)} y2={y(tick)} />
          <text x={left - 6} y={y(tick) + 4} textAnchor="end">
            {tick}
          </text>
        </g>
      ))}
      {x.ticks(5).map(tick => (
        <text key={tick} x={x(tick)} y={height - bottom + 15} textAnchor="middle">
          {tick}
        </text>
      ))}
      <text x={width - right} y={height - 4} textAnchor="end">
        {strings.minutesAxis}
      </text>
      <text x={left} y={height - 4}>
        {strings.curveUnit}
      </text>
      {known.map(each => (
        <g key={each.kind} className={`aln-series-${each.kind}`}>
          <path className="aln-line" d={pathOf(each.places, x, y)} />
          {each.places.map(place => (
            <Mark key={place.minutes} kind={each.kind} x={x(place.minutes)} y={y(place.percent)} title={strings.curvePoint(format.time(place.minutes * 60), Math.round(place.percent))} />
          ))}
        </g>
      ))}
    </svg>
  );
}

function Mark({ kind, x, y, title }: { kind: Series['kind']; x: number; y: number; title: string }) {
  return kind === 'tumour' ? (
    <circle className="aln-dot" cx={x} cy={y} r={3.5}>
      <title>{title}</title>
    </circle>
  ) : (
    <rect className="aln-dot" x={x - 3} y={y - 3} width={6} height={6}>
      <title>{title}</title>
    </rect>
  );
}

function placesOf(points: CurvePoint[]): Place[] {
  return points.flatMap(({ timeSeconds, enhancementPercent }) => (enhancementPercent === null ? [] : [{ minutes: timeSeconds / 60, percent: enhancementPercent }]));
}

function pathOf(places: Place[], x: (minutes: number) => number, y: (percent: number) => number): string {
  const path = line<Place>(
    place => x(place.minutes),
    place => y(place.percent)
  );
  return path(places) ?? '';
}

function describe({ name, places }: { name: string; places: Place[] }): string {
  const values = places.map(place => strings.curvePoint(format.time(place.minutes * 60), Math.round(place.percent)));
  return `${strings.curveLabel(name)} ${values.join('; ')}.`;
}
