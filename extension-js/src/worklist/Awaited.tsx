import * as format from '../format';
import { strings } from '../strings';
import type { OpeningState } from './types';

/** What the server is doing by itself for the open study; the reader need not wait for it. */
export function Awaited({ awaited }: { awaited: NonNullable<OpeningState['awaited']> }) {
  return (
    <div className="aln-section" role="status" data-cy="aln-awaited">
      <div className="aln-row">
        <span className="aln-grow">{strings.worklist.awaited}</span>
        <span>{format.percent(awaited.progress)}</span>
      </div>
      <progress max={1} value={awaited.progress} aria-label={strings.worklist.awaited} />
      <p className="aln-hint">{strings.worklist.awaitedHint}</p>
    </div>
  );
}
