import type { AlnApi } from '../alnApi';
import type { State, Store } from '../store';
import { noticeOf } from '../workflow';
import type { Point } from './state';

/** Asks for curves of points: one request at a time, and of the points that come meanwhile only the last. */
export function createProbeWorkflow(api: Pick<AlnApi, 'pointCurve'>, store: Store<State>, listen: (listener: (point: Point) => void, signal: AbortSignal) => void) {
  let listening: AbortController | undefined;
  let asking = false;
  let next: Point | undefined;

  async function ask(point: Point): Promise<void> {
    store.set({ probe: point });
    next = point;
    if (asking) return;
    asking = true;
    try {
      while (next) {
        const wanted: Point = next;
        next = undefined;
        await answer(wanted);
      }
    } finally {
      asking = false;
    }
  }

  async function answer(point: Point): Promise<void> {
    const { studyInstanceUid } = store.get();
    if (!studyInstanceUid) return;
    try {
      const pointCurve = await api.pointCurve(studyInstanceUid, point);
      if (store.get().studyInstanceUid === studyInstanceUid && store.get().probe) store.set({ pointCurve });
    } catch (error) {
      store.set({ pointCurve: null, notice: noticeOf(error) });
    }
  }

  function stop(): void {
    listening?.abort();
    listening = undefined;
    next = undefined;
  }

  return {
    /** Turns the clicks on the images into curves, or back into what they were; the last point goes too. */
    toggle(): void {
      const probing = !store.get().probing;
      stop();
      store.set({ probing, ...(!probing && { probe: null, pointCurve: null }) });
      if (!probing) return;
      listening = new AbortController();
      listen(point => void ask(point), listening.signal);
    },

    stop,
  };
}
