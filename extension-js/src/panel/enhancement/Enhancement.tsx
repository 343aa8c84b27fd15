import type { CurveType, Kinetics, Radscore } from '../../alnApi';
import * as format from '../../format';
import type { State } from '../../store';
import { strings } from '../../strings';
import { Section } from '../Section';
import { Curve, type Series } from './Curve';

const types: CurveType[] = ['persistent', 'plateau', 'washout'];

/** How the tumour, and a point that the reader chose, take up and wash out the contrast agent. */
export function Enhancement({ state: { kinetics, pointCurve }, score }: { state: State; score: Radscore }) {
  const tumour: Series = { name: strings.tumour, kind: 'tumour', points: score.curve };
  const point: Series[] = pointCurve ? [{ name: strings.curveOfPoint, kind: 'point', points: pointCurve.curve }] : [];
  return (
    <Section title={strings.curveTitle}>
      <Curve series={[tumour, ...point]} />
      <ul className="aln-series">
        <SeriesName kind="tumour" name={strings.tumour} type={kinetics?.meanType ?? null} />
        {pointCurve && <SeriesName kind="point" name={strings.curveOfPoint} type={pointCurve.curveType} />}
      </ul>
      {kinetics && <CurveTypes kinetics={kinetics} />}
    </Section>
  );
}

function SeriesName({ kind, name, type }: { kind: Series['kind']; name: string; type: CurveType | null }) {
  return (
    <li className={`aln-series-${kind}`} data-cy={`aln-series-${kind}`}>
      <svg viewBox="0 0 22 10" aria-hidden="true">
        <path className="aln-line" d="M 0 5 H 22" />
        {kind === 'tumour' ? <circle className="aln-dot" cx={11} cy={5} r={3.5} /> : <rect className="aln-dot" x={8} y={2} width={6} height={6} />}
      </svg>
      {name}
      {type && <strong>{strings.curveTypes[type]}</strong>}
    </li>
  );
}

/** How much of the tumour has a curve of each type, voxel by voxel. */
function CurveTypes({ kinetics: { curveTypeVolumes, features, plateauPercent } }: { kinetics: Kinetics }) {
  const percentOf: Record<CurveType, number | null | undefined> = {
    persistent: features.kinetics_PercentPersistent,
    plateau: features.kinetics_PercentPlateau,
    washout: features.kinetics_PercentWashout,
  };
  return (
    <table className="aln-table aln-curve-types" data-cy="aln-curve-types" title={strings.curveTypesHint(String(plateauPercent))}>
      <thead>
        <tr>
          <th scope="col">{strings.curveTypesTitle}</th>
          <th scope="col">{strings.volume}</th>
          <th scope="col">{strings.share}</th>
        </tr>
      </thead>
      <tbody>
        {types.map(type => (
          <tr key={type}>
            <th scope="row">{strings.curveTypes[type]}</th>
            <td className="aln-number">{format.volume(curveTypeVolumes[type])}</td>
            <td className="aln-number">{percentOf[type] == null ? '' : strings.percent(String(Math.round(percentOf[type])))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
