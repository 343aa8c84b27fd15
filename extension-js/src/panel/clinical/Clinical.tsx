import type { ClinicalField, Radscore } from '../../alnApi';
import { clinicalWorkflow } from '../../session';
import type { State } from '../../store';
import { choiceWord, fieldWord, strings } from '../../strings';
import { Section } from '../Section';
import { CombinedModel } from './CombinedModel';
import { fieldsOf } from './state';

/** Keys of the reader's own assessment of the axilla. */
const axilla = ['mri_aln_status', 'mri_aln_burden'];

/** What the reader knows beside the images, and what the model says with it. */
export function Clinical({ state }: { state: State }) {
  const { about, score } = state;
  const fields = fieldsOf(about);
  if (!about?.model || fields.length === 0) return null;
  const ofModel = new Set(about.model.clinicalFields.map(field => field.key));
  const mri = fields.filter(field => axilla.includes(field.key));
  const combined = fields.filter(field => ofModel.has(field.key) && !axilla.includes(field.key));
  const use = fields.filter(field => !ofModel.has(field.key) && !axilla.includes(field.key));
  return (
    <Section title={strings.clinicalTitle}>
      <Group legend={strings.axillaInMri} fields={mri} state={state} />
      {score && <SecondReader score={score} />}
      <Group legend={strings.clinicalFacts} fields={combined} state={state} />
      <CombinedModel model={about.model} score={score} clinical={state.clinical} />
      <Group legend={strings.intendedUseFacts} fields={use} state={state} />
    </Section>
  );
}

function Group({ legend, fields, state: { clinical, busy } }: { legend: string; fields: ClinicalField[]; state: State }) {
  if (fields.length === 0) return null;
  return (
    <fieldset className="aln-fields" disabled={busy !== null}>
      <legend>{legend}</legend>
      {fields.map(field => (
        <label key={field.key} className="aln-choice">
          {fieldWord(field)}
          {field.choices.length > 0 ? <Choices field={field} value={clinical[field.key] ?? ''} /> : <NumberField field={field} value={clinical[field.key] ?? ''} />}
        </label>
      ))}
    </fieldset>
  );
}

function Choices({ field, value }: { field: ClinicalField; value: string }) {
  return (
    <select value={value} onChange={event => void clinicalWorkflow.state(field.key, event.currentTarget.value || null)} data-cy={`aln-field-${field.key}`}>
      <option value="">{strings.notStated}</option>
      {field.choices.map(choice => (
        <option key={choice.value} value={choice.value}>
          {choiceWord(choice)}
        </option>
      ))}
    </select>
  );
}

/** A number is taken when the reader leaves the field, not at every digit. */
function NumberField({ field: { key, unit, minimum, maximum }, value }: { field: ClinicalField; value: string }) {
  return (
    <span className="aln-row">
      <input
        type="number"
        className="aln-grow"
        key={value}
        defaultValue={value}
        min={minimum ?? undefined}
        max={maximum ?? undefined}
        step="any"
        placeholder={strings.notStated}
        onBlur={event => {
          if (event.currentTarget.value !== value) void clinicalWorkflow.state(key, event.currentTarget.value || null);
        }}
        onKeyDown={event => {
          if (event.key === 'Enter') event.currentTarget.blur();
        }}
        data-cy={`aln-field-${key}`}
      />
      {unit !== '1' && unit}
    </span>
  );
}

/** The reader's call beside the model's, as a second reader would put it. */
function SecondReader({ score: { reader, burden, combinedModel } }: { score: Radscore }) {
  if (!reader) return <p className="aln-quiet">{strings.secondReaderHint}</p>;
  const { agreesWithRadscore, agreesWithCombinedModel } = reader;
  return (
    <div role="status" data-cy="aln-second-reader">
      <p className={agreesWithRadscore ? 'aln-agree' : 'aln-warning'}>
        {agreesWithRadscore ? strings.readerAgrees(strings.burden[burden]) : strings.readerDisagrees(strings.burden[reader.burden], strings.burden[burden])}
      </p>
      {combinedModel && agreesWithCombinedModel !== null && agreesWithCombinedModel !== agreesWithRadscore && (
        <p className="aln-quiet">{agreesWithCombinedModel ? strings.combinedAgrees : strings.combinedDisagrees}</p>
      )}
    </div>
  );
}
