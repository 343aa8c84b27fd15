import * as format from '../format';
import { readingWorkflow, toolWorkflow } from '../session';
import type { State } from '../store';
import { strings, wordFor } from '../strings';
import { Section } from '../panel/Section';
import { RejectForm } from './RejectForm';
import { Reports } from './Reports';
import { isDecided } from './state';

/** Who reads, what is decided, and the report of it. */
export function Decision({ state }: { state: State }) {
  const { voi, score, edited, busy, reading, rejecting } = state;
  if (!voi && !reading) return null;
  const done = isDecided(state, voi, edited);
  const disabled = busy !== null || !voi;
  return (
    <Section title={strings.reading.title}>
      {reading && <Status state={state} />}
      {voi && <Reader state={state} />}
      {voi && !rejecting && (
        <div className="aln-row aln-decision">
          <button
            className={done ? '' : 'aln-primary'}
            title={strings.reading.acceptHint}
            disabled={disabled || (!score && !edited)}
            onClick={() => void readingWorkflow.accept()}
            data-cy="aln-accept"
          >
            {strings.reading.accept}
          </button>
          <button title={strings.reading.editHint} disabled={disabled} onClick={() => toolWorkflow.choose('brush')} data-cy="aln-edit">
            {strings.reading.edit}
          </button>
          <button title={strings.reading.rejectHint} disabled={disabled} onClick={() => readingWorkflow.startRejecting()} data-cy="aln-reject">
            {strings.reading.reject}
          </button>
        </div>
      )}
      {voi && rejecting && <RejectForm state={state} />}
      {reading?.decision === 'accepted' && <Reports state={state} />}
    </Section>
  );
}

function Reader({ state: { reader, readingOptions } }: { state: State }) {
  const isOfLogin = readingOptions?.reader !== null && readingOptions !== null;
  if (isOfLogin) {
    return (
      <p className="aln-quiet" data-cy="aln-reader">
        {strings.reading.readerIs(reader)}
      </p>
    );
  }

  return (
    <label className="aln-row">
      {strings.reading.reader}
      <input
        className="aln-grow"
        value={reader}
        maxLength={readingOptions?.longestName}
        placeholder={strings.reading.readerPlaceholder}
        autoComplete="name"
        onChange={event => readingWorkflow.nameReader(event.target.value)}
        data-cy="aln-reader"
      />
    </label>
  );
}

/** Told apart by sign and words, not by colour alone. */
const signs = { accepted: '✓', rejected: '✕' };

function Status({ state: { reading, voi, edited } }: { state: State }) {
  if (!reading) return null;
  const { decision, reader, at, reason, comment } = reading;
  const isOther = decision === 'accepted' && voi !== null && !isDecided({ reading }, voi, edited);
  const because = [reason && (wordFor(strings.reading.reasons, reason) ?? reason), comment].filter(Boolean).join(': ');
  return (
    <div role="status" data-cy="aln-decision">
      <p className={`aln-decided aln-decided-${decision}`}>
        <span aria-hidden="true">{signs[decision]}</span> {strings.reading.decided[decision](reader, format.moment(new Date(at)))}
        {because && `. ${format.sentence(because)}`}
      </p>
      {isOther && <p className="aln-warning">{strings.reading.otherOutline}</p>}
    </div>
  );
}
