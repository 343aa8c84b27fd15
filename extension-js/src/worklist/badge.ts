import * as format from '../format';
import { strings } from '../strings';
import type { ListedState } from './studyStates';

/** How a state is shown: a word, a shape that says the same without colour, and a sentence. */
export interface Badge {
  kind: 'none' | 'waiting' | 'busy' | 'ready' | 'accepted' | 'rejected' | 'failed';
  shape: string;
  word: string;
  sentence: string;
  /** Of a study in work, the part done, 0 to 1. */
  progress: number | null;
  /** Whether a reader can have it processed now. */
  canProcess: boolean;
}

const words = strings.worklist;

export function badgeOf(state: ListedState): Badge {
  if (state === 'unknown') return badge('none', '', '', words.unknown);
  if (state === 'unavailable') return badge('none', '–', words.noAnswer, words.noAnswerLong);
  const when = state.at ? format.moment(new Date(state.at)) : '';
  switch (state.state) {
    case 'not-processed':
      return state.changing ? badge('waiting', '○', words.arriving, words.arrivingLong) : { ...badge('none', '○', words.notProcessed, words.notProcessedLong), canProcess: true };
    case 'processing': {
      const progress = state.progress ?? 0;
      return { ...badge('busy', '◔', words.processing(format.percent(progress)), state.message ?? words.processingLong), progress };
    }
    case 'ready':
      return badge('ready', '●', words.ready, words.readyLong);
    case 'accepted':
      return badge('accepted', '✓', words.accepted, words.acceptedBy(state.reader ?? '', when));
    case 'rejected':
      return badge('rejected', '✕', words.rejected, words.rejectedBy(state.reader ?? '', when));
    case 'not-applicable':
      return badge('none', '–', words.notApplicable, state.problem?.detail ?? words.notApplicableLong);
    case 'failed':
      return { ...badge('failed', '▲', words.failed, state.problem?.detail ?? words.failedLong), canProcess: true };
  }
}

function badge(kind: Badge['kind'], shape: string, word: string, sentence: string): Badge {
  return { kind, shape, word, sentence, progress: null, canProcess: false };
}
