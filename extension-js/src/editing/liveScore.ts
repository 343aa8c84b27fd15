import { UnreachableError, type AlnApi } from '../alnApi';
import { statementsOf } from '../panel/clinical/state';
import { sliceList } from '../slice';
import type { Notice, State, Store } from '../store';
import type { Viewer } from '../viewer';
import { noticeOf } from '../workflow';
import { debounced, type Signal } from './signal';
import { labelsIn, spanned } from './voxels';

/** Long enough for a hand that sets down the brush again, short enough to stay under a second. */
const pauseMilliseconds = 250;

/**
 * Scores the outline as it is on the screen after every change. A newer change
 * cancels the request before it; the value before the change stays visible.
 */
export function createLiveScore(api: Pick<AlnApi, 'unsavedRadscore'>, store: Store<State>, getViewer: () => Pick<Viewer, 'readLabelmap'>, edits: Signal) {
  let running: AbortController | undefined;
  let failure: Notice | undefined;

  /** The value on the screen becomes the earlier one. */
  const replaced = () => store.get().score ?? store.get().previousScore;

  function fail(error: unknown): void {
    failure = noticeOf(error);
    store.set({ liveScore: 'failed', notice: failure });
    if (!(error instanceof UnreachableError)) store.set({ previousScore: replaced(), score: null });
  }

  async function run(): Promise<void> {
    const { voi, indexLesion, lesions, edited } = store.get();
    const labelmap = getViewer().readLabelmap();
    if (!voi || !labelmap || !edited) return;
    running?.abort();
    const mine = new AbortController();
    running = mine;
    if (!labelsIn(labelmap).has(indexLesion)) {
      store.set({ previousScore: replaced(), score: null, liveScore: 'current' });
      return;
    }

    try {
      const { voxels, slices, ...size } = spanned(labelmap);
      const description = { studyInstanceUid: voi.studyInstanceUid, ...sliceList(slices), ...size, segments: lesions, segment: indexLesion, edited: true, ...statementsOf(store.get()) };
      const score = await api.unsavedRadscore(description, voxels, mine.signal);
      if (mine.signal.aborted) return;
      store.set({ previousScore: replaced(), score, liveScore: 'current' });
      if (failure && store.get().notice === failure) store.set({ notice: null });
    } catch (error) {
      if (!mine.signal.aborted) fail(error);
    }
  }

  const waiting = debounced(() => void run(), pauseMilliseconds);

  edits.subscribe(() => {
    running?.abort();
    if (store.get().liveScore !== 'waiting') store.set({ liveScore: 'waiting' });
    waiting.soon();
  });

  // A save, a discard or another study brings its own score.
  store.subscribe(() => {
    if (store.get().edited) return;
    waiting.cancel();
    running?.abort();
    running = undefined;
  });

  return {
    /** Scores at once, for instance when the server is back or another lesion is to be scored. */
    now: run,
  };
}
