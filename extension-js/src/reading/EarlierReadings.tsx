import * as format from '../format';
import { Section } from '../panel/Section';
import type { State } from '../store';
import { strings } from '../strings';
import { addressOf } from './browser';

/** What was decided on other studies of the same patient. */
export function EarlierReadings({ state: { earlier } }: { state: State }) {
  if (earlier.length === 0) return null;
  return (
    <Section title={strings.reading.earlierTitle}>
      <table className="aln-table" data-cy="aln-earlier">
        <thead>
          <tr>
            <th scope="col">{strings.reading.earlierStudy}</th>
            <th scope="col">{strings.reading.earlierDecision}</th>
            <th scope="col">{strings.resultTitle}</th>
          </tr>
        </thead>
        <tbody>
          {earlier.map(({ id, studyInstanceUid, studyDate, decision, reader, at, radscore }) => (
            <tr key={id}>
              <td>
                <a href={addressOf(studyInstanceUid, window.location.href)}>{studyDate ?? strings.reading.noDate}</a>
              </td>
              <td>{strings.reading.decided[decision](reader, format.moment(new Date(at)))}</td>
              <td className="aln-number">{radscore === null ? '–' : format.score(radscore)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
