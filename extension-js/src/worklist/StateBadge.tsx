import { useCallback, useSyncExternalStore, type MouseEvent } from 'react';
import { strings } from '../strings';
import { badgeOf } from './badge';
import type { StudyStates } from './studyStates';

interface Props {
  studyInstanceUid: string;
  states: StudyStates;
  processNow: (studyInstanceUid: string) => void;
}

/** The state of one study in the study list. */
export function StateBadge({ studyInstanceUid, states, processNow }: Props) {
  const subscribe = useCallback((listener: () => void) => states.watch(studyInstanceUid, listener), [states, studyInstanceUid]);
  const { kind, shape, word, sentence, progress, canProcess } = badgeOf(useSyncExternalStore(subscribe, () => states.get(studyInstanceUid)));
  const onProcess = (event: MouseEvent) => {
    // The row would be chosen, or opened, by the same click.
    event.stopPropagation();
    processNow(studyInstanceUid);
  };
  return (
    <span className={`aln-badge aln-badge-${kind}`} data-cy={`aln-state-${studyInstanceUid}`} data-state={kind}>
      <span className="aln-badge-text" title={sentence}>
        <span className="aln-badge-shape" aria-hidden="true">
          {shape}
        </span>
        <span>{word}</span>
        <span className="aln-badge-sentence">{sentence}</span>
      </span>
      {progress !== null && <progress max={1} value={progress} aria-label={sentence} />}
      {canProcess && (
        <button onClick={onProcess} onDoubleClick={event => event.stopPropagation()} title={strings.worklist.processNowHint} aria-label={strings.worklist.processNowHint} data-cy="aln-process-now">
          ▶
        </button>
      )}
    </span>
  );
}
