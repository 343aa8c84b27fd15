import type { AlnApi } from '../../alnApi';
import type { State, Store } from '../../store';
import { noticeOf } from '../../workflow';

/** Learns the curve types of whatever outline is scored; nothing waits for it. */
export function followEnhancement(api: Pick<AlnApi, 'kinetics'>, store: Store<State>): void {
  let known: string | null = null;

  store.subscribe(() => {
    const { voi, score, edited } = store.get();
    const scored = voi && score?.segmentationId === voi.id && !edited ? voi.id : null;
    if (scored === known) return;
    known = scored;
    if (store.get().kinetics) store.set({ kinetics: null });
    if (scored) learn(scored);
  });

  function learn(segmentationId: string): void {
    api.kinetics(segmentationId).then(
      kinetics => {
        if (known === segmentationId) store.set({ kinetics });
      },
      (error: unknown) => {
        if (known === segmentationId) store.set({ notice: noticeOf(error) });
      }
    );
  }
}
