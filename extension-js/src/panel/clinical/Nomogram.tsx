import { scaleLinear } from 'd3-scale';
import type { LogisticPrediction, PointsMark } from '../../alnApi';
import * as format from '../../format';
import { choiceWord, fieldWord, strings } from '../../strings';
import { spacedMarks } from './spacedMarks';

const width = 320;
const rowHeight = 46;
const edge = 12;

/** Points per variable, their sum, and the probability that it stands for; this patient's place on each axis is marked. */
export function Nomogram({ prediction: { nomogram, points, totalPoints, probability } }: { prediction: LogisticPrediction }) {
  const most = Math.max(totalPoints, ...nomogram.probability.map(mark => mark.points), 100);
  const single = scaleLinear([0, 100], [edge, width - edge]);
  const total = scaleLinear([0, most], [edge, width - edge]);
  const pointsOf = (variable: string) => points.find(each => each.variable === variable)?.points ?? 0;
  const name = (variable: string, label: string) => (variable === 'radscore' ? strings.resultTitle : fieldWord({ key: variable, label }));
  const described = points.map(each => strings.nomogramPoints(name(each.variable, each.label), each.points.toFixed(0)));
  const label = [...described, strings.nomogramTotal(totalPoints.toFixed(0), format.percent(probability))].join(' ');
  const rows = [
    { name: strings.points, value: null, marks: numbers(0, 100, 20), x: single, at: null },
    ...nomogram.axes.map(axis => {
      const at = pointsOf(axis.variable);
      return { name: name(axis.variable, axis.label), value: strings.pointsValue(at.toFixed(0)), marks: axis.marks, x: single, at };
    }),
    { name: strings.totalPoints, value: strings.pointsValue(totalPoints.toFixed(0)), marks: total.ticks(6).map(value => ({ label: String(value), points: value })), x: total, at: totalPoints },
    { name: strings.probability, value: format.percent(probability), marks: nomogram.probability, x: total, at: totalPoints },
  ];
  return (
    <figure className="aln-nomogram">
      <figcaption className="aln-quiet">{strings.nomogramHint}</figcaption>
      <svg className="aln-chart" viewBox={`0 0 ${width} ${rows.length * rowHeight}`} role="img" aria-label={label} data-cy="aln-nomogram">
        {rows.map((row, index) => (
          <Axis key={row.name} {...row} top={index * rowHeight} />
        ))}
      </svg>
    </figure>
  );
}

interface AxisProps {
  name: string;
  /** What this patient has on the axis, in words; null where the axis only measures. */
  value: string | null;
  marks: PointsMark[];
  x: (points: number) => number;
  /** This patient's points; null where the axis only measures. */
  at: number | null;
  top: number;
}

function Axis({ name, value, marks, x, at, top }: AxisProps) {
  const line = top + 20;
  const first = x(Math.min(...marks.map(mark => mark.points)));
  const last = x(Math.max(...marks.map(mark => mark.points)));
  return (
    <g>
      <text className="aln-axis-name" x={edge - 8} y={top + 11}>
        {value === null ? name : strings.named(name, value)}
      </text>
      <line className="aln-axis" x1={first} x2={last} y1={line} y2={line} />
      {marks.map(mark => (
        <line key={mark.label} className="aln-axis" x1={x(mark.points)} x2={x(mark.points)} y1={line} y2={line + 4} />
      ))}
      {spacedMarks(marks.map(mark => ({ text: choiceWord({ value: mark.label, label: mark.label }), at: x(mark.points) })), width).map(({ text, at: place }) => (
        <text key={text} x={place} y={line + 15} textAnchor="middle">
          {text}
        </text>
      ))}
      {at !== null && <path className="aln-patient" d={`M ${x(at)} ${line + 1} l -5 -8 h 10 z`} />}
    </g>
  );
}

function numbers(low: number, high: number, step: number): PointsMark[] {
  return Array.from({ length: (high - low) / step + 1 }, (_, n) => ({ label: String(low + n * step), points: low + n * step }));
}
