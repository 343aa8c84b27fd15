import { readingWorkflow } from '../session';
import type { State } from '../store';
import { strings } from '../strings';

/** The report of the accepted result: PDF, a paragraph for the clipboard, data. */
export function Reports({ state: { busy, reportText } }: { state: State }) {
  const disabled = busy !== null;
  return (
    <>
      <div className="aln-row" role="group" aria-label={strings.report}>
        <span className="aln-grow aln-quiet">{strings.report}</span>
        <button title={strings.pdfHint} disabled={disabled} onClick={() => void readingWorkflow.download('pdf')} data-cy="aln-report-pdf">
          PDF
        </button>
        <button title={strings.copyTextHint} disabled={disabled} onClick={() => void readingWorkflow.copyText()} data-cy="aln-report-text">
          {reportText?.copied ? strings.textCopied : strings.copyText}
        </button>
        <button title={strings.jsonHint} disabled={disabled} onClick={() => void readingWorkflow.download('json')} data-cy="aln-report-json">
          JSON
        </button>
      </div>
      {reportText && !reportText.copied && (
        <label>
          {strings.copyByHand}
          <textarea readOnly rows={6} value={reportText.text} onFocus={event => event.target.select()} data-cy="aln-report-by-hand" />
        </label>
      )}
    </>
  );
}
