import * as format from '../../format';
import { workflow } from '../../session';
import type { Busy } from '../../store';
import { strings } from '../../strings';

/** What is going on; a segmentation shows how far it is and can be cancelled. */
export function Progress({ busy }: { busy: Busy }) {
  if (busy.kind !== 'segmenting') {
    return (
      <p className="aln-busy" role="status" data-cy="aln-busy">
        {{ loading: strings.loading, phases: strings.choosingPhases, saving: strings.saving, scoring: strings.scoring }[busy.kind]}
      </p>
    );
  }

  return (
    <div role="status" data-cy="aln-busy">
      <div className="aln-row">
        <span className="aln-grow">{busy.message}</span>
        <span>{format.percent(busy.progress)}</span>
        <button onClick={() => workflow.cancel()} data-cy="aln-cancel">
          {strings.cancel}
        </button>
      </div>
      <progress max={1} value={busy.progress} aria-label={busy.message} />
    </div>
  );
}
