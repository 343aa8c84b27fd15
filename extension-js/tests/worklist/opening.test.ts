import { describe, expect, it, vi } from 'vitest';
import type { AlnApi } from '../../src/alnApi';
import { createStore, initialState, type State } from '../../src/store';
import { createOpening } from '../../src/worklist/opening';
import type { StudyOpening } from '../../src/worklist/types';
import { draft, opening, phases, radscore, saved } from '../fixtures';

function start(answers: StudyOpening[], meanwhile: (store: ReturnType<typeof createStore<State>>) => void = () => {}) {
  const openStudy = vi.fn(async () => (answers.length > 1 ? answers.shift() : answers[0]) as StudyOpening);
  const keptRadscore = vi.fn(async () => radscore);
  const store = createStore<State>({ ...initialState, studyInstanceUid: '1.2' });
  const seen: (State['awaited'])[] = [];
  store.subscribe(() => seen.push(store.get().awaited));
  const api = { openStudy, keptRadscore, phases: async () => phases } as unknown as AlnApi;
  return { openStudy, keptRadscore, store, seen, made: createOpening(api, store, async () => meanwhile(store)) };
}

describe('opening a study', () => {
  it('asks once for what several steps need', async () => {
    const { made, openStudy } = start([opening(saved)]);
    made.prepare('1.2');
    made.prepare('1.2');
    await made.await('1.2');
    expect(openStudy).toHaveBeenCalledOnce();
  });

  it('shows the progress of the server and then its result by itself', async () => {
    const { made, store, seen } = start([opening(null, 'not-processed', true), opening(null, 'processing', true), opening(draft)]);
    expect(await made.await('1.2')).toEqual({ voi: draft, score: radscore });
    expect(seen).toContainEqual({ progress: 0.25, message: 'Reading the images' });
    expect(store.get()).toMatchObject({ voi: draft, score: radscore, awaited: null });
  });

  it('leaves alone what the reader has begun meanwhile', async () => {
    const { made, store } = start([opening(null, 'processing', true), opening(draft)], its => its.set({ voi: saved }));
    expect(await made.await('1.2')).toBeUndefined();
    expect(store.get()).toMatchObject({ voi: saved, score: null, awaited: null });
  });

  it('shows nothing of a study that is no longer open', async () => {
    const { made, store } = start([opening(null, 'processing', true), opening(draft)], its => its.set({ studyInstanceUid: '9.9' }));
    expect(await made.await('1.2')).toBeUndefined();
    expect(store.get().voi).toBeNull();
  });

  it('has nothing to show of a study that nobody processes', async () => {
    const { made, keptRadscore } = start([opening(null, 'not-processed')]);
    expect(await made.await('1.2')).toBeUndefined();
    expect(keptRadscore).not.toHaveBeenCalled();
  });
});
