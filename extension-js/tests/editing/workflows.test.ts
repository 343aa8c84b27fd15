import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { UnreachableError, type Radscore } from '../../src/alnApi';
import type { EditingViewer } from '../../src/editing/editingViewer';
import type { Undoable } from '../../src/editing/labelmapLayer';
import { createLesionWorkflow } from '../../src/editing/lesionWorkflow';
import { createLiveScore } from '../../src/editing/liveScore';
import { createOtherTabs } from '../../src/editing/otherTabs';
import type { DrawingListener } from '../../src/editing/pointer';
import { createPromptWorkflow, requestOf } from '../../src/editing/promptWorkflow';
import { createReconnection } from '../../src/editing/reconnection';
import { createSignal } from '../../src/editing/signal';
import type { Labelmap } from '../../src/labelmap';
import { createStore, initialState, type State } from '../../src/store';
import { strings } from '../../src/strings';
import { about, draft, phases, radscore } from '../fixtures';

const pixel = (slice: string, column: number, row = 0) => ({ slice, column, row });

/** A viewer with one labelmap of two slices of two voxels and a list of steps. */
function fakeViewer() {
  let shown: Labelmap = { slices: ['1.low', '1.high'], rows: 1, columns: 2, voxels: Uint8Array.of(0, 1, 0, 0) };
  const steps: { before: Labelmap; also: Undoable | undefined; key: string | undefined }[] = [];
  let drawing: DrawingListener | undefined;
  const editing: EditingViewer = {
    edit(after, also, key) {
      const last = steps.at(-1);
      const replaces = key !== undefined && last?.key === key;
      if (replaces) steps.pop();
      steps.push({ before: replaces && last ? last.before : shown, also, key });
      shown = after;
    },
    setLesions: vi.fn(),
    setOverlayShown: vi.fn(),
    onHistory: () => () => {},
    draw: (_kind, listener) => {
      drawing = listener;
    },
    showMarks: vi.fn(),
    boxAround: (first, last) => ({ first, last }),
    setThresholds: vi.fn(),
    activateScissors: vi.fn(),
    eraseWithCtrl: vi.fn(),
  };
  const undo = () => {
    const step = steps.pop();
    if (!step) return;
    shown = step.before;
    step.also?.undo();
  };
  return { editing, steps, undo, draw: (places: ReturnType<typeof pixel>[], withCtrl = false) => drawing?.onDrawn({ places, withCtrl }), viewer: { readLabelmap: () => shown, activate: vi.fn(), goToSlice: vi.fn(async () => {}) } };
}

const opened: State = { ...initialState, studyInstanceUid: '1.2', phases, voi: draft, lesions: [{ number: 1, label: 'Tumour' }], score: radscore };

describe('points and strokes', () => {
  function start() {
    const fake = fakeViewer();
    const store = createStore<State>(opened);
    const api = { prompt: vi.fn(async () => ({ ...draft, id: 'prompted' })), labelmap: vi.fn(async () => Uint8Array.of(5, 5, 0, 0)) };
    const workflow = { step: (run: () => Promise<void>) => run(), takeDraft: vi.fn(async () => {}) };
    return { ...fake, store, api, workflow, prompts: createPromptWorkflow(api, store, () => fake.viewer, () => fake.editing, workflow) };
  }

  it('reshape the active lesion as one step that brings the points back too', async () => {
    const { prompts, draw, store, viewer, undo, steps } = start();
    prompts.start('points');
    expect(store.get().activeTool).toBe('points');
    draw([pixel('1.low', 1)]);
    await vi.waitFor(() => expect(steps).toHaveLength(1));
    expect([...viewer.readLabelmap().voxels]).toEqual([1, 1, 0, 0]);
    expect(store.get().prompt.foreground).toHaveLength(1);
    undo();
    expect([...viewer.readLabelmap().voxels]).toEqual([0, 1, 0, 0]);
    expect(store.get().prompt.foreground).toEqual([]);
  });

  it('leave one step behind while a slider moves', async () => {
    const { prompts, draw, api, steps } = start();
    prompts.start('points');
    draw([pixel('1.low', 1)]);
    await vi.waitFor(() => expect(steps).toHaveLength(1));
    prompts.setExtent({ fraction: 0.6 });
    await vi.waitFor(() => expect(steps).toHaveLength(2));
    prompts.setExtent({ fraction: 0.7 });
    await vi.waitFor(() => expect(api.prompt).toHaveBeenLastCalledWith('1.2', expect.objectContaining({ mode: 'click', fraction: 0.7 }), expect.anything()));
    expect(steps).toHaveLength(2);
  });

  it('ask for the tumour before for what is not', () => {
    const { prompts, draw, api, store } = start();
    prompts.start('points');
    draw([pixel('1.low', 1)], true);
    expect(api.prompt).not.toHaveBeenCalled();
    expect(store.get().notice?.message).toBe(strings.editing.needsTumourFirst);
  });

  it('make an outline where there is none yet', async () => {
    const { prompts, draw, store, workflow } = start();
    store.set({ voi: null });
    prompts.start('points');
    draw([pixel('1.low', 1)]);
    await vi.waitFor(() => expect(workflow.takeDraft).toHaveBeenCalledWith(expect.objectContaining({ id: 'prompted' })));
  });

  it('go to the server as a click, as strokes with every pixel once, or as a box', () => {
    const extent = { fraction: 0.5, radiusMm: 30 };
    const one = { foreground: [pixel('all#3', 4, 5)], background: [], box: null };
    expect(requestOf(one, extent)).toEqual({ mode: 'click', click: { sopInstanceUid: 'all', frameNumber: 3, column: 4, row: 5 }, ...extent });
    const strokes = { foreground: [pixel('a', 1), pixel('a', 1), pixel('a', 2)], background: [pixel('a', 9)], box: null };
    expect(requestOf(strokes, extent)).toEqual({
      mode: 'scribble',
      foreground: [1, 2].map(column => ({ sopInstanceUid: 'a', column, row: 0 })),
      background: [{ sopInstanceUid: 'a', column: 9, row: 0 }],
    });
    expect(requestOf({ ...one, box: { first: pixel('a', 1), last: pixel('b', 2) } }, extent)).toMatchObject({ mode: 'box', box: { last: { sopInstanceUid: 'b' } } });
  });
});

describe('the list of lesions', () => {
  it('adds, names and removes lesions, each as a step of undo', () => {
    const fake = fakeViewer();
    const store = createStore<State>(opened);
    const lesions = createLesionWorkflow(store, () => fake.viewer, () => fake.editing, vi.fn());
    expect(lesions.add()).toBe(2);
    expect(store.get()).toMatchObject({ activeLesion: 2, indexLesion: 1 });
    lesions.rename(2, '  Satellite ');
    expect(store.get().lesions[1]).toEqual({ number: 2, label: 'Satellite' });
    lesions.remove(1);
    expect(store.get()).toMatchObject({ lesions: [{ number: 2 }], activeLesion: 2, indexLesion: 2 });
    expect([...fake.viewer.readLabelmap().voxels]).toEqual([0, 0, 0, 0]);
    fake.undo();
    expect(store.get().lesions).toHaveLength(2);
    expect([...fake.viewer.readLabelmap().voxels]).toEqual([0, 1, 0, 0]);
    lesions.remove(2);
    lesions.remove(1);
    expect(store.get().lesions).toHaveLength(1);
  });

  it('scores another lesion when the reader chooses it', () => {
    const store = createStore<State>(opened);
    const fake = fakeViewer();
    const onIndexChanged = vi.fn();
    const lesions = createLesionWorkflow(store, () => fake.viewer, () => fake.editing, onIndexChanged);
    lesions.setIndex(1);
    expect(onIndexChanged).not.toHaveBeenCalled();
    lesions.setIndex(2);
    expect(store.get().indexLesion).toBe(2);
    expect(onIndexChanged).toHaveBeenCalledOnce();
  });
});

describe('the score that follows the hand', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function start(answer: () => Promise<Radscore>) {
    const store = createStore<State>({ ...opened, edited: true });
    const edits = createSignal();
    const api = { unsavedRadscore: vi.fn(answer) };
    createLiveScore(api, store, () => fakeViewer().viewer, edits);
    return { store, edits, api };
  }

  it('comes once after a pause, of the slices with voxels, and keeps the earlier value', async () => {
    const next = { ...radscore, radscore: 0.2 };
    const { store, edits, api } = start(async () => next);
    edits.emit();
    edits.emit();
    expect(store.get().liveScore).toBe('waiting');
    await vi.advanceTimersByTimeAsync(1000);
    expect(api.unsavedRadscore).toHaveBeenCalledOnce();
    expect(api.unsavedRadscore).toHaveBeenCalledWith(expect.objectContaining({ sopInstanceUids: ['1.low'], segment: 1 }), Uint8Array.of(0, 1), expect.anything());
    expect(store.get()).toMatchObject({ score: next, previousScore: radscore, liveScore: 'current' });
  });

  it('gives up the request before when the outline changes again', async () => {
    const signals: AbortSignal[] = [];
    const { edits, api } = start(() => new Promise(() => {}));
    api.unsavedRadscore.mockImplementation((...[, , signal]: unknown[]) => {
      signals.push(signal as AbortSignal);
      return new Promise(() => {});
    });
    edits.emit();
    await vi.advanceTimersByTimeAsync(300);
    edits.emit();
    expect(signals.map(signal => signal.aborted)).toEqual([true]);
  });

  it('says when the server is gone, keeps the value, and asks again until it is back', async () => {
    const { store, edits } = start(() => Promise.reject(new UnreachableError()));
    const onBack = vi.fn();
    const asks = vi.fn(async () => about).mockRejectedValueOnce(new UnreachableError());
    createReconnection({ about: asks }, store, onBack);
    edits.emit();
    await vi.advanceTimersByTimeAsync(300);
    expect(store.get()).toMatchObject({ liveScore: 'failed', score: radscore, notice: { message: strings.unreachable } });
    await vi.advanceTimersByTimeAsync(5000);
    expect(asks).toHaveBeenCalledTimes(2);
    expect(onBack).toHaveBeenCalledOnce();
    expect(store.get().notice).toBeNull();
  });
});

describe('tabs of one browser', () => {
  it('notice each other on the same study, and hear of a save', async () => {
    const [presence, saved] = [vi.fn(), vi.fn()];
    const channel = () => new BroadcastChannel('aln-test');
    const one = createOtherTabs('one', { onPresence: presence, onSavedElsewhere: saved }, channel);
    const two = createOtherTabs('two', { onPresence: vi.fn(), onSavedElsewhere: vi.fn() }, channel);
    expect([...(await one.enter('1.2'))]).toEqual([]);
    expect([...(await two.enter('1.2'))]).toEqual(['one']);
    expect(presence).toHaveBeenLastCalledWith(true);
    two.saved();
    await vi.waitFor(() => expect(saved).toHaveBeenCalledOnce());
    two.leave();
    await vi.waitFor(() => expect(presence).toHaveBeenLastCalledWith(false));
    one.leave();
  });
});
