import { readingWorkflow } from '../session';
import type { State } from '../store';
import { strings } from '../strings';

/** The report of the accepted result: PDF, a paragraph for the clipboard, data. */
export function Reports({ state: { busy, reportText } }: { state: State }) {
  const disabled = busy !== null;
  return (
    <>
      <div className="aln-row" role="group" aria-label={strings.reading.report}>
        <span className="aln-grow aln-quiet">{strings.reading.report}</span>
        <button title={strings.reading.pdfHint} disabled={disabled} onClick={() => void readingWorkflow.download('pdf')} data-cy="aln-report-pdf">
          PDF
        </button>
        <button title={strings.reading.copyTextHint} disabled={disabled} onClick={() => void readingWorkflow.copyText()} data-cy="aln-report-text">
          {reportText?.copied ? strings.reading.textCopied : strings.reading.copyText}
        </button>
        <button title={strings.reading.jsonHint} disabled={disabled} onClick={() => void readingWorkflow.download('json')} data-cy="aln-report-json">
          JSON
        </button>
      </div>
      {reportText && !reportText.copied && (
        <label>
          {strings.reading.copyByHand}
          <textarea readOnly rows={6} value={reportText.text} onFocus={event => event.target.select()} data-cy="aln-report-by-hand" />
        </label>
      )}
    </>
  );
}
