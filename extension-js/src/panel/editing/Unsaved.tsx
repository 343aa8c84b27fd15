import { unsavedWorkflow, workflow } from '../../session';
import type { State } from '../../store';
import { language, strings } from '../../strings';

const words = strings.editing;

/** What a reader must know of edits that are not saved: of an earlier page, in another tab, beside another version. */
export function Unsaved({ state: { unsavedOffer, otherTab, conflict, busy } }: { state: State }) {
  const disabled = busy !== null;
  return (
    <>
      {unsavedOffer && (
        <div className="aln-warning" role="status" data-cy="aln-unsaved">
          <p>{words.unsavedLeft(timeOf(unsavedOffer.savedAt), unsavedOffer.lesions.length)}</p>
          <div className="aln-row">
            <button className="aln-primary" disabled={disabled} onClick={() => void unsavedWorkflow.restore()} data-cy="aln-unsaved-restore">
              {words.restore}
            </button>
            <button disabled={disabled} onClick={() => void unsavedWorkflow.discard()} data-cy="aln-unsaved-discard">
              {words.discardLeft}
            </button>
          </div>
        </div>
      )}
      {otherTab && (
        <p className="aln-warning" role="status" data-cy="aln-other-tab">
          {words.otherTab}
        </p>
      )}
      {conflict && (
        <div className="aln-warning" data-cy="aln-conflict">
          <button disabled={disabled} onClick={() => void workflow.saveAsAnother()} data-cy="aln-save-another">
            {words.saveAsAnother}
          </button>
        </div>
      )}
    </>
  );
}

const timeOf = (moment: string) => new Date(moment).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' });
