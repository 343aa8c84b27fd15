import { readingWorkflow } from '../session';
import type { State } from '../store';
import { strings, wordFor } from '../strings';

const other = 'other';

/** Why a result is rejected: one of the reasons, and words of the reader's own. */
export function RejectForm({ state: { readingOptions, reason, comment, busy } }: { state: State }) {
  const needsComment = reason === other && comment.trim() === '';
  return (
    <form
      className="aln-reject"
      onSubmit={event => {
        event.preventDefault();
        void readingWorkflow.reject();
      }}
      data-cy="aln-reject-form"
    >
      <label>
        {strings.reading.rejectBecause}
        <select value={reason} autoFocus onChange={event => readingWorkflow.giveReason(event.target.value)} data-cy="aln-reject-reason">
          {readingOptions?.reasons.map(({ code, text }) => (
            <option key={code} value={code}>
              {wordFor(strings.reading.reasons, code) ?? text}
            </option>
          ))}
        </select>
      </label>
      <input
        value={comment}
        maxLength={readingOptions?.longestComment}
        placeholder={reason === other ? strings.reading.commentNeeded : strings.reading.comment}
        aria-label={strings.reading.comment}
        onChange={event => readingWorkflow.comment(event.target.value)}
        data-cy="aln-reject-comment"
      />
      <div className="aln-row">
        <button type="submit" className="aln-primary" disabled={busy !== null || needsComment || !readingOptions} data-cy="aln-reject-confirm">
          {strings.reading.reject}
        </button>
        <button type="button" onClick={() => readingWorkflow.cancelRejecting()} data-cy="aln-reject-cancel">
          {strings.cancel}
        </button>
      </div>
    </form>
  );
}
