import { describe, expect, it, vi } from 'vitest';
import { ProblemError } from '../src/alnApi';
import { derivedRole, viewLabel } from '../src/hanging/derivedImages';
import type { HangingViewer } from '../src/hanging/hangingViewer';
import { createHangingWorkflow } from '../src/hanging/hangingWorkflow';
import { hangingHotkeys } from '../src/hanging/customization';
import { firstLayout, isLayout, layoutIds, stagesFor, viewportsOf } from '../src/hanging/layouts';
import { labelledPoints, middleOf, voxelSize } from '../src/hanging/outlinePoints';
import { distanceFrom } from '../src/hanging/plane';
import { createProbeWorkflow } from '../src/hanging/probeWorkflow';
import { protocolFor } from '../src/hanging/protocol';
import type { Point } from '../src/hanging/state';
import type { ImagePlane } from '../src/imagePlane';
import type { DisplaySet } from '../src/ohif';
import { createStore, initialState, type State } from '../src/store';
import { derivedImages, phases, pointCurve } from './fixtures';

const settled = () => new Promise(resolve => setTimeout(resolve, 0));

describe('layouts', () => {
  it('opens four images where there is room and two elsewhere', () => {
    expect(firstLayout(1920)).toBe('four');
    expect(firstLayout(1366)).toBe('two');
    expect(stagesFor(1920)[0]?.id).toBe('four');
    expect(stagesFor(1366).map(stage => stage.id).sort()).toEqual([...layoutIds].sort());
  });

  it('knows its own arrangements only', () => {
    expect(isLayout('mpr')).toBe(true);
    expect(isLayout('toString')).toBe(false);
    expect(isLayout(undefined)).toBe(false);
    expect(viewportsOf('four')).toEqual(['aln-pre', 'aln-peak', 'aln-subtraction', 'aln-projection']);
  });

  it('scrolls slices together and leaves projections alone', () => {
    const four = stagesFor(1920)[0];
    const groups = Object.fromEntries((four?.viewports ?? []).map(({ viewportOptions: { viewportId, syncGroups } }) => [viewportId, syncGroups.map(group => group.type)]));
    expect(groups).toEqual({
      'aln-pre': ['imageSlice', 'zoompan', 'voi'],
      'aln-peak': ['imageSlice', 'zoompan', 'voi'],
      'aln-subtraction': ['imageSlice', 'zoompan'],
      'aln-projection': [],
    });
  });

  it('hangs a study without phases in one viewport', () => {
    expect(protocolFor(false, 1920).stages.map(stage => stage.id)).toEqual(['any']);
    expect(Object.keys(protocolFor(true, 1920).displaySetSelectors)).toEqual(['pre', 'peak', 'subtraction', 'projection', 'any']);
  });

  it('gives every key once', () => {
    const keys = hangingHotkeys.flatMap(hotkey => hotkey.keys);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('computed images', () => {
  it('are told by their series', () => {
    expect(derivedRole(derivedImages, '9.1')).toBe('subtraction');
    expect(derivedRole(derivedImages, '9.2')).toBe('projection');
    expect(derivedRole(derivedImages, '1.3')).toBeUndefined();
  });

  it('say from where they are seen', () => {
    expect(viewLabel(null)).toBe('Axial, from the feet');
    expect([0, 90, 180, 270].map(viewLabel)).toEqual(['From the front', 'From the left', 'From behind', 'From the right']);
    expect(viewLabel(30)).toBe('Turned by 30° from the front to the left');
  });
});

describe('the silhouette', () => {
  const plane: ImagePlane = { imagePositionPatient: [10, 20, 30], rowCosines: [1, 0, 0], columnCosines: [0, 0, -1], columnPixelSpacing: 2, rowPixelSpacing: 3 };

  it('is made of the labelled voxels where they lie in the patient', () => {
    const voxels = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 1, 1, 0, 2, 0);
    const points = labelledPoints({ slices: ['empty', 'a'], rows: 2, columns: 3, voxels }, key => (key === 'a' ? plane : undefined));
    expect(points).toEqual([[12, 20, 30], [14, 20, 30], [12, 20, 27]]);
    expect(middleOf(points)).toEqual([38 / 3, 20, 29]);
    expect(middleOf([])).toBeUndefined();
  });

  it('leaves no gap between voxels, between slices either', () => {
    expect(voxelSize([plane])).toBe(3);
    expect(voxelSize([plane, { ...plane, imagePositionPatient: [10, 24, 33] }])).toBe(5);
    expect(voxelSize([])).toBe(0);
  });

  it('measures distances from the plane that is looked at', () => {
    expect(distanceFrom({ focalPoint: [1, 2, 3], viewPlaneNormal: [0, 0, -1] }, [9, 9, 5])).toBe(2);
  });
});

function setOf(alnPhase: number, role: string): DisplaySet {
  return { displaySetInstanceUID: `set ${alnPhase}`, SeriesInstanceUID: '', SeriesDescription: '', SOPClassHandlerId: '', instances: [], setAttributes: () => {}, alnPhase, alnRole: role };
}

function startHanging(api: { derivedImages: (study: string) => Promise<typeof derivedImages> }) {
  const sets = [setOf(2, 'other'), setOf(0, 'pre'), setOf(1, 'peak')];
  let active = sets[2];
  const viewer = {
    bringIn: vi.fn(async () => {}),
    putAway: vi.fn(),
    fill: vi.fn(),
    layout: () => 'four' as const,
    isArranged: () => true,
    displaySets: () => sets,
    inActive: () => active,
    showInActive: vi.fn((set: DisplaySet) => {
      active = set;
    }),
    setLayout: vi.fn(),
    plan: vi.fn(),
    onLayout: () => () => {},
    onNewImages: () => () => {},
    shareWindow: vi.fn(),
    showMarks: () => () => {},
    listenForPoints: () => {},
  };
  const store = createStore<State>({ ...initialState, studyInstanceUid: '1.2', phases });
  const hanging = createHangingWorkflow({ ...api, derivedRoot: id => `/api/derived/${id}` }, store, () => viewer as unknown as HangingViewer, async () => {});
  return { hanging, store, viewer, shown: () => active?.alnPhase };
}

describe('hanging', () => {
  it('brings in computed images when they are there, not before', async () => {
    const { hanging, store, viewer } = startHanging({ derivedImages: async () => derivedImages });
    hanging.enter();
    expect(store.get().derived).toEqual({ kind: 'waiting' });
    expect(viewer.bringIn).not.toHaveBeenCalled();
    await settled();
    expect(viewer.bringIn).toHaveBeenCalledExactlyOnceWith('/api/derived/d1', derivedImages);
    expect(store.get()).toMatchObject({ layout: 'four', derived: { kind: 'ready' } });
  });

  it('says why there are none', async () => {
    const { hanging, store } = startHanging({
      derivedImages: async () => {
        throw new ProblemError({ detail: 'The disk is full.' }, '');
      },
    });
    hanging.enter();
    await settled();
    expect(store.get().derived).toEqual({ kind: 'failed', message: 'The disk is full.' });
    expect(store.get().notice).toBeNull();
  });

  it('has them made anew for other phases, and drops an answer that comes too late', async () => {
    const answers: ((images: typeof derivedImages) => void)[] = [];
    const { hanging, store, viewer } = startHanging({ derivedImages: () => new Promise(resolve => answers.push(resolve)) });
    hanging.enter();
    store.set({ phases: { ...phases, peakIndex: 2 } });
    expect(viewer.putAway).toHaveBeenCalledOnce();
    answers[0]?.(derivedImages);
    await settled();
    expect(viewer.bringIn).not.toHaveBeenCalled();
    answers[1]?.({ ...derivedImages, id: 'd2' });
    await settled();
    expect(viewer.bringIn).toHaveBeenCalledExactlyOnceWith('/api/derived/d2', expect.objectContaining({ id: 'd2' }));
  });

  it('leaves nothing behind when the study is left', async () => {
    const { hanging, store, viewer } = startHanging({ derivedImages: async () => derivedImages });
    hanging.enter();
    hanging.leave();
    store.set({ studyInstanceUid: null, phases: null });
    await settled();
    expect(viewer.bringIn).not.toHaveBeenCalled();
  });

  it('reaches every phase in the order of time', () => {
    const { hanging, shown } = startHanging({ derivedImages: async () => derivedImages });
    hanging.stepPhase(1);
    expect(shown()).toBe(2);
    hanging.stepPhase(1);
    expect(shown()).toBe(2);
    hanging.stepPhase(-1);
    hanging.stepPhase(-1);
    expect(shown()).toBe(0);
    hanging.showPhase(1);
    expect(shown()).toBe(1);
  });
});

function startProbe(answer: () => Promise<typeof pointCurve> = async () => pointCurve) {
  let press: (point: Point) => void = () => {};
  let signal: AbortSignal | undefined;
  const asked: Point[] = [];
  const store = createStore<State>({ ...initialState, studyInstanceUid: '1.2', phases });
  const api = {
    pointCurve: (_study: string, point: Point) => {
      asked.push(point);
      return answer();
    },
  };
  const probe = createProbeWorkflow(api, store, (listener, aborted) => {
    press = listener;
    signal = aborted;
  });
  return { probe, store, asked, press: (point: Point) => press(point), isListening: () => signal?.aborted === false };
}

describe('the curve of a point', () => {
  it('is asked for where the reader presses, and goes with the tool', async () => {
    const { probe, store, press, isListening } = startProbe();
    probe.toggle();
    press([1, 2, 3]);
    await settled();
    expect(store.get()).toMatchObject({ probing: true, probe: [1, 2, 3], pointCurve });
    probe.toggle();
    expect(store.get()).toMatchObject({ probing: false, probe: null, pointCurve: null });
    expect(isListening()).toBe(false);
  });

  it('of a dragged point is asked for at the last place only', async () => {
    const { probe, store, asked, press } = startProbe();
    probe.toggle();
    for (const x of [1, 2, 3, 4]) press([x, 0, 0]);
    await settled();
    expect(asked).toEqual([[1, 0, 0], [4, 0, 0]]);
    expect(store.get().probe).toEqual([4, 0, 0]);
  });

  it('that cannot be had is a sentence, and the next point works', async () => {
    let fails = true;
    const { probe, store, press } = startProbe(async () => {
      if (fails) throw new ProblemError({ detail: 'The point (0, 0, 0) mm lies outside the images.' }, '');
      return pointCurve;
    });
    probe.toggle();
    press([0, 0, 0]);
    await settled();
    expect(store.get().notice?.message).toBe('The point (0, 0, 0) mm lies outside the images.');
    fails = false;
    press([1, 0, 0]);
    await settled();
    expect(store.get().pointCurve).toEqual(pointCurve);
  });
});
