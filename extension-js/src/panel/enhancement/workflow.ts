import type { AlnApi } from '../../alnApi';
import type { State, Store } from '../../store';
import { noticeOf } from '../../workflow';

/** Learns the curve types of whatever lesion is scored; nothing waits for it. */
export function followEnhancement(api: Pick<AlnApi, 'kinetics'>, store: Store<State>): void {
  let known: string | null = null;

  store.subscribe(() => {
    const { voi, score, edited } = store.get();
    const scored = voi && score?.segmentationId === voi.id && !edited ? score : null;
    const key = scored && `${scored.segmentationId} ${scored.segmentNumber}`;
    if (key === known) return;
    known = key;
    if (store.get().kinetics) store.set({ kinetics: null });
    if (scored && key) learn(key, scored.segmentationId, scored.segmentNumber);
  });

  function learn(key: string, segmentationId: string, segmentNumber: number): void {
    api.kinetics(segmentationId, segmentNumber).then(
      kinetics => {
        if (known === key) store.set({ kinetics });
      },
      (error: unknown) => {
        if (known === key) store.set({ notice: noticeOf(error) });
      }
    );
  }
}
