import type { NearestCase } from '../../alnApi';
import * as format from '../../format';
import { strings } from '../../strings';
import { Section } from '../Section';

/** The training cases most like this one, with what was found at surgery. */
export function NearestCases({ cases }: { cases: NearestCase[] }) {
  if (cases.length === 0) return null;
  return (
    <Section title={strings.nearestTitle}>
      <table className="aln-table" data-cy="aln-nearest">
        <thead>
          <tr>
            <th scope="col">{strings.nearestCase}</th>
            <th scope="col">{strings.nearestBurden}</th>
            <th scope="col">{strings.resultTitle}</th>
            <th scope="col" title={strings.nearestDistanceHint}>
              {strings.nearestDistance}
            </th>
          </tr>
        </thead>
        <tbody>
          {cases.map(({ index, centre, burden, radscore, distance }) => (
            <tr key={index}>
              <td title={centre}>{strings.nearestName(index, centre)}</td>
              <td className={`aln-${burden}`}>{strings.burden[burden]}</td>
              <td className="aln-number">{format.score(radscore)}</td>
              <td className="aln-number">{format.score(distance)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
