import { clinicalWorkflow } from '../../session';
import type { State } from '../../store';
import { strings } from '../../strings';

/** Where the model harmonises by centre: the centre of the images, if they do not say it themselves. */
export function CentreChooser({ state: { centres, centre, busy } }: { state: State }) {
  if (!centres?.harmonises) return null;
  return (
    <label className="aln-choice">
      {strings.centre}
      <select
        value={centre ?? ''}
        title={strings.centreHint(centres.minimumCases)}
        disabled={busy !== null}
        onChange={event => void clinicalWorkflow.chooseCentre(event.currentTarget.value || null)}
        data-cy="aln-centre"
      >
        <option value="">{strings.centreOfImages}</option>
        {centres.centres.map(({ name, cases }) => (
          <option key={name} value={name}>
            {strings.centreOption(name, cases)}
          </option>
        ))}
      </select>
    </label>
  );
}
