import { workflow } from '../../session';
import type { State } from '../../store';
import { strings } from '../../strings';
import { Candidates } from './Candidates';
import { Progress } from './Progress';
import { Section } from '../Section';
import { Lesions } from '../editing/Lesions';
import { Tools } from '../editing/Tools';
import { Unsaved } from '../editing/Unsaved';

/** Getting, correcting and saving the outline of the tumour. */
export function Outline({ state }: { state: State }) {
  const { voi, busy, edited, phases } = state;
  const blocked = busy !== null || phases === null;
  const canSave = voi !== null && (edited || !voi.saved);
  return (
    <Section title={strings.voiTitle}>
      <Unsaved state={state} />
      {!busy && <Start state={state} disabled={blocked || edited} />}
      {!busy && <SearchBy state={state} disabled={blocked || edited} />}
      {busy && <Progress busy={busy} />}
      {voi && <Lesions state={state} disabled={busy !== null} />}
      <Candidates state={state} disabled={blocked} />
      {phases && <Tools state={state} disabled={busy !== null} />}
      {voi && (
        <p className="aln-state" role="status" data-cy="aln-voi-state">
          {describe(state)}
        </p>
      )}
      {voi?.remarks.map(remark => (
        <p className="aln-warning" key={remark} data-cy="aln-voi-remark">
          {remark}
        </p>
      ))}
      {voi?.method?.trainingData && (
        <p className="aln-warning" data-cy="aln-voi-trained">
          {strings.outlinedTrained(voi.method.name, voi.method.version, voi.method.trainingData)}
        </p>
      )}
      {canSave && (
        <div className="aln-row">
          <button className="aln-primary" title={strings.saveHint} disabled={busy !== null} onClick={() => void workflow.save()} data-cy="aln-save">
            {strings.save}
          </button>
          {edited && (
            <button disabled={busy !== null} onClick={() => void workflow.discardEdits()} data-cy="aln-discard">
              {strings.discard}
            </button>
          )}
        </div>
      )}
    </Section>
  );
}

function Start({ state: { voi, edited }, disabled }: { state: State; disabled: boolean }) {
  const hint = (text: string) => (edited ? strings.saveFirst : text);
  return (
    <div className="aln-row">
      <button className={voi ? '' : 'aln-primary'} title={hint(strings.segmentHint)} disabled={disabled} onClick={() => void workflow.segment()} data-cy="aln-segment">
        {voi ? strings.segmentAgain : strings.segment}
      </button>
      {!voi && (
        <button title={hint(strings.drawHint)} disabled={disabled} onClick={() => void workflow.drawByHand()} data-cy="aln-draw">
          {strings.draw}
        </button>
      )}
    </div>
  );
}

/** Which method searches the breasts, where there are several. */
function SearchBy({ state: { models, model }, disabled }: { state: State; disabled: boolean }) {
  const usable = models.filter(({ problem }) => problem === null);
  if (usable.length < 2) return null;
  return (
    <label className="aln-row">
      {strings.searchBy}
      <select
        value={model ?? usable.find(each => each.default)?.name}
        disabled={disabled}
        onChange={event => workflow.chooseModel(event.target.value)}
        data-cy="aln-search-by"
      >
        {usable.map(({ name, title, version, trainingData }) => (
          <option key={name} value={name} title={strings.searchModel(title, version, trainingData)}>
            {strings.searchModel(title, version, trainingData)}
          </option>
        ))}
      </select>
    </label>
  );
}

function describe({ voi, edited }: State): string {
  if (!voi) return '';
  if (edited) return strings.unsavedEdits;
  const origin = strings.found[voi.algorithmType];
  return voi.saved ? `${strings.saved}, ${origin}` : `${strings.unsaved}, ${origin}`;
}
