import { describe, expect, it, vi } from 'vitest';
import { ProblemError, UnreachableError, type AlnApi } from '../src/alnApi';
import type { Labelmap } from '../src/labelmap';
import { createSignal } from '../src/editing/signal';
import { createStore, initialState, type State } from '../src/store';
import { strings } from '../src/strings';
import type { Viewer } from '../src/viewer';
import { createWorkflow } from '../src/workflow';
import { about, derivedImages, draft, enhanced, featureMap, models, motion, opening, phases, pointCurve, radscore, saved, selfTest, studyState, undecided } from './fixtures';

/** A viewer that remembers what it shows and orders its slices the other way round. */
function fakeViewer() {
  let shown: Labelmap | undefined;
  let edited = () => {};
  const viewer: Viewer = {
    peakIsShown: async () => {},
    showPhases: vi.fn(),
    showLabelmap: async labelmap => {
      shown = labelmap;
    },
    readLabelmap: () => shown,
    goToTumour: async () => {},
    goToSlice: vi.fn(async () => {}),
    removeLabelmap: () => {
      shown = undefined;
    },
    showMap: () => {},
    hideMap: () => {},
    setMapOpacity: () => {},
    activate: vi.fn(),
    setBrushRadius: vi.fn(),
    undo: () => {},
    redo: () => {},
    onEdit: listener => {
      edited = listener;
      return () => {};
    },
    onToolChange: () => () => {},
    newId: () => 'drawn',
    peakSize: () => ({ rows: 1, columns: 2 }),
  };
  return { viewer, edit: () => edited(), shown: () => shown };
}

function start(changes: Partial<AlnApi> = {}) {
  const api: AlnApi = {
    about: async () => about,
    selfTest: async () => selfTest,
    phases: async () => phases,
    choosePhases: vi.fn(async (_study, choice) => ({ ...phases, peakIndex: choice.peakIndex ?? phases.peakIndex, choice: { ...choice, keptAt: '' } })),
    choosePhasesAutomatically: vi.fn(async () => phases),
    motion: async () => motion,
    localPeak: async () => ({ peakIndex: 1, currentPeakIndex: 1 }),
    studyStates: async () => [],
    openStudy: async () => opening(null, 'not-processed'),
    processNow: async () => studyState('processing'),
    keptRadscore: vi.fn(async () => radscore),
    derivedImages: async () => derivedImages,
    derivedRoot: id => `/api/derived/${id}`,
    pointCurve: async () => pointCurve,
    segmentationModels: async () => models,
    segmentation: vi.fn(async (id: string) => ({ ...draft, id })),
    labelmap: async () => Uint8Array.of(0, 1, 0, 0),
    segment: vi.fn(async () => draft),
    prompt: vi.fn(async () => draft),
    newestTag: vi.fn(async () => '"none"'),
    operate: vi.fn(async (_description, voxels: Uint8Array) => voxels),
    brushLimits: vi.fn(async () => ({ limits: [] })),
    unsavedRadscore: vi.fn(async () => radscore),
    save: vi.fn(async () => saved),
    featureMap: async () => featureMap,
    radscore: vi.fn(async () => radscore),
    centres: async () => ({ harmonises: true, minimumCases: 6, centres: [] }),
    kinetics: () => Promise.reject(new Error('Nothing here asks for kinetics.')),
    ...undecided,
    ...changes,
  };
  const store = createStore<State>(initialState);
  const fake = fakeViewer();
  const edits = createSignal();
  return { api, store, ...fake, workflow: createWorkflow(api, store, () => fake.viewer, edits), edits };
}

describe('workflow', () => {
  it('names the frames of a multi-frame image when it saves', async () => {
    const { workflow, api, shown, edit } = start({ phases: async () => enhanced, segment: async () => ({ ...draft, ...enhanced.phases[1] }) });
    await workflow.open('1.2');
    await workflow.segment();
    expect(shown()?.slices).toEqual(['all#2', 'all#5']);
    edit();
    await workflow.save();
    expect(api.save).toHaveBeenCalledWith('draft', expect.objectContaining({ sopInstanceUids: ['all', 'all'], frameNumbers: [2, 5] }), expect.anything(), '"none"');
  });

  it('learns the phases when a study is opened', async () => {
    const { workflow, store } = start();
    await workflow.open('1.2');
    expect(store.get()).toMatchObject({ studyInstanceUid: '1.2', phases, about, selfTest, notice: null });
  });

  it('shows and scores the outline saved last when a study is opened again', async () => {
    const { workflow, store, shown } = start({ openStudy: async () => opening(saved) });
    await workflow.open('1.2');
    await workflow.resume();
    expect(store.get()).toMatchObject({ voi: saved, score: radscore, edited: false, busy: null });
    expect(shown()?.slices).toEqual(saved.sopInstanceUids);
  });

  it('shows what the server made by itself with its candidates and its stored score, without computing it again', async () => {
    const { workflow, store, shown, api } = start({ openStudy: async () => opening(draft) });
    workflow.prepare('1.2');
    await workflow.open('1.2');
    await workflow.resume();
    expect(store.get()).toMatchObject({ voi: draft, score: radscore, candidates: draft.candidates, taken: 1, edited: false, busy: null, notice: null });
    expect(shown()?.slices).toEqual(draft.sopInstanceUids);
    expect(api.radscore).not.toHaveBeenCalled();
  });

  it('computes the score of an outline that has none yet', async () => {
    const notKept = new ProblemError({ type: 'urn:ohif-aln:problem:score-not-computed' }, '');
    const { workflow, store, api } = start({ openStudy: async () => opening(saved), keptRadscore: () => Promise.reject(notKept) });
    await workflow.open('1.2');
    await workflow.resume();
    expect(api.radscore).toHaveBeenCalledWith(saved.id, 1, {});
    expect(store.get()).toMatchObject({ score: radscore, notice: null });
  });

  it('says why the server could not outline a study, with a next step', async () => {
    const problem = { type: 'urn:ohif-aln:problem:no-candidate', detail: 'Nothing looks like a tumour.' };
    const { workflow, store } = start({ openStudy: async () => ({ segmentation: null, state: { ...studyState('failed'), problem } }) });
    await workflow.open('1.2');
    await workflow.resume();
    expect(store.get().notice).toEqual({ message: problem.detail, nextStep: strings.nextSteps['no-candidate'] });
  });

  it('shows and scores what the server found, not saved yet', async () => {
    const { workflow, store } = start();
    await workflow.open('1.2');
    await workflow.segment();
    expect(store.get()).toMatchObject({ voi: draft, score: radscore, edited: false });
  });

  it('saves the labels under the UIDs of the slices on the screen, then scores what was saved', async () => {
    const { workflow, store, api, edit } = start();
    await workflow.open('1.2');
    await workflow.segment();
    edit();
    expect(workflow.hasUnsavedEdits()).toBe(true);
    await workflow.save();
    expect(api.save).toHaveBeenCalledWith(
      'draft',
      expect.objectContaining({ sopInstanceUids: ['1.low', '1.high'], rows: 1, columns: 2, edited: true }),
      Uint8Array.of(0, 1, 0, 0),
      '"none"'
    );
    expect(api.radscore).toHaveBeenLastCalledWith(saved.id, 1, {});
    expect(store.get()).toMatchObject({ voi: saved, score: radscore, edited: false, busy: null });
  });

  it('does not save an empty outline', async () => {
    const { workflow, store, api } = start();
    await workflow.open('1.2');
    await workflow.drawByHand();
    await workflow.save();
    expect(api.save).not.toHaveBeenCalled();
    expect(store.get().notice?.message).toBe(strings.emptyVoi);
  });

  it('starts a drawing by hand with the brush and marks it as manual', async () => {
    const { workflow, store, viewer } = start();
    await workflow.open('1.2');
    await workflow.drawByHand();
    expect(store.get().voi).toMatchObject({ id: 'drawn', algorithmType: 'MANUAL', sopInstanceUids: ['1.low', '1.high'] });
    expect(viewer.activate).toHaveBeenCalledWith('brush', initialState.brushRadiusMm);
  });

  it('lists what the search found, the first one as the outline', async () => {
    const { workflow, store } = start();
    await workflow.open('1.2');
    await workflow.segment();
    expect(store.get()).toMatchObject({ candidates: draft.candidates, taken: 1, rejected: [] });
  });

  it('takes another candidate as the outline and goes to its slice', async () => {
    const { workflow, store, api, viewer } = start();
    await workflow.open('1.2');
    await workflow.segment();
    const second = draft.candidates[1]!;
    await workflow.goToCandidate(second);
    expect(viewer.goToSlice).toHaveBeenCalledWith('1.low');
    await workflow.takeCandidate(second);
    expect(api.segmentation).toHaveBeenCalledWith('candidate-2');
    expect(store.get()).toMatchObject({ taken: 2, voi: { id: 'candidate-2' }, score: radscore });
  });

  it('puts the next candidate in the place of a rejected one, and nothing when none is left', async () => {
    const { workflow, store, shown } = start();
    await workflow.open('1.2');
    await workflow.segment();
    const [first, second, third] = draft.candidates;
    await workflow.rejectCandidate(second!);
    expect(store.get()).toMatchObject({ taken: 1, rejected: [2] });
    await workflow.rejectCandidate(first!);
    expect(store.get()).toMatchObject({ taken: 3, rejected: [2, 1] });
    await workflow.rejectCandidate(third!);
    expect(store.get()).toMatchObject({ taken: null, voi: null, score: null });
    expect(shown()).toBeUndefined();
    workflow.restoreCandidate(second!);
    expect(store.get().rejected).toEqual([1, 3]);
  });

  it('keeps the candidates beside an outline that was clicked', async () => {
    const { workflow, store } = start();
    await workflow.open('1.2');
    await workflow.segment();
    await workflow.takeDraft({ ...draft, id: 'clicked', candidates: [] });
    expect(store.get()).toMatchObject({ candidates: draft.candidates, taken: null });
  });

  it('searches by the model that was chosen', async () => {
    const { workflow, store, api } = start();
    await workflow.open('1.2');
    await workflow.segment();
    expect(api.segment).toHaveBeenLastCalledWith('1.2', {}, expect.anything(), expect.anything());
    workflow.chooseModel('network');
    await workflow.segment();
    expect(api.segment).toHaveBeenLastCalledWith('1.2', { model: 'network' }, expect.anything(), expect.anything());
    workflow.chooseModel('half-maximum');
    expect(store.get().model).toBeNull();
  });

  it('brings back the outline and its score when edits are discarded', async () => {
    const { workflow, store, edit } = start({ openStudy: async () => opening(saved) });
    await workflow.open('1.2');
    await workflow.resume();
    edit();
    await workflow.discardEdits();
    expect(store.get()).toMatchObject({ voi: saved, score: radscore, edited: false });
  });

  it('keeps the edits when the server does not answer, and says what to do', async () => {
    const { workflow, store, edit } = start({ save: () => Promise.reject(new UnreachableError()) });
    await workflow.open('1.2');
    await workflow.segment();
    edit();
    await workflow.save();
    expect(store.get()).toMatchObject({ edited: true, busy: null, notice: { message: strings.unreachable, nextStep: strings.unreachableNext } });
  });

  it('shows the sentence of a refusal with its next step', async () => {
    const problem = { type: 'urn:ohif-aln:problem:no-pre-contrast', detail: 'The study 1.2 has no phase before the contrast agent.' };
    const { workflow, store } = start({ phases: () => Promise.reject(new ProblemError(problem, '')) });
    await workflow.open('1.2');
    expect(store.get().notice).toEqual({ message: problem.detail, nextStep: strings.nextSteps['no-pre-contrast'] });
  });

  it('shows the phases even when the model cannot be described', async () => {
    const { workflow, store } = start({ about: () => Promise.reject(new UnreachableError()) });
    await workflow.open('1.2');
    expect(store.get()).toMatchObject({ phases, about: null, notice: { message: strings.unreachable } });
  });

  it('says nothing when the reader cancels', async () => {
    const { workflow, store } = start({ segment: () => Promise.reject(new DOMException('cancelled', 'AbortError')) });
    await workflow.open('1.2');
    await workflow.segment();
    expect(store.get()).toMatchObject({ notice: null, busy: null, voi: null });
  });

  it('forgets everything when the study is closed', async () => {
    const { workflow, store } = start();
    await workflow.open('1.2');
    await workflow.segment();
    workflow.close();
    expect(store.get()).toEqual(initialState);
  });
});
