import { ProblemError, UnreachableError, type AlnApi, type Candidate, type Phase, type Segmentation } from './alnApi';
import type { Lesion } from './editing/lesions';
import type { Signal } from './editing/signal';
import { untouched } from './editing/state';
import { labelsIn } from './editing/voxels';
import { isEmpty, type Labelmap } from './labelmap';
import { statementsOf } from './panel/clinical/state';
import { peak, sameSliceInPeak } from './phases';
import { sliceKey, sliceKeys, sliceList } from './slice';
import { initialState, type Store, type State, type Notice } from './store';
import { strings, wordFor } from './strings';
import type { Viewer } from './viewer';
import { createOpening, type Opened } from './worklist/opening';

/** What a reader does, step by step; the panel only calls these. */
export type Workflow = ReturnType<typeof createWorkflow>;

export function createWorkflow(api: AlnApi, store: Store<State>, getViewer: () => Viewer, edits: Signal) {
  let running: AbortController | undefined;
  let stopListening: (() => void)[] = [];
  const opening = createOpening(api, store);
  /** The outline to open the study with, when it is there. */
  let arriving: Promise<Opened | undefined> = Promise.resolve(undefined);

  function listen(): void {
    if (stopListening.length > 0) return;
    const viewer = getViewer();
    stopListening = [
      viewer.onEdit(() => {
        if (!store.get().edited) store.set({ edited: true });
        edits.emit();
      }),
      viewer.onToolChange(activeTool => store.set({ activeTool })),
    ];
  }

  /** Runs a step; what goes wrong becomes a sentence in the panel. */
  async function step(run: () => Promise<void>): Promise<void> {
    store.set({ notice: null });
    try {
      await run();
    } catch (error) {
      if (!(error instanceof DOMException && error.name === 'AbortError')) store.set({ notice: noticeOf(error) });
    } finally {
      store.set({ busy: null });
    }
  }

  /** The images do not wait for this; only the foot of the panel shows it. */
  function learnSelfTest(): void {
    api.selfTest().then(
      selfTest => store.set({ selfTest }),
      (error: unknown) => store.set({ notice: noticeOf(error) })
    );
  }

  async function show(voi: Segmentation): Promise<void> {
    const voxels = await api.labelmap(voi.id);
    await putOnScreen(voi, { rows: voi.rows, columns: voi.columns, slices: onPeak(voi), voxels }, voi.segments.map(({ number, label }) => ({ number, label })));
    learnLocalPeak(voi);
  }

  /** Puts an outline on the screen; editing begins anew. */
  async function putOnScreen(voi: Segmentation, labelmap: Labelmap, lesions: Lesion[]): Promise<void> {
    await getViewer().showLabelmap(labelmap, lesions);
    listen();
    const { indexLesion: kept } = store.get();
    const activeLesion = lesions[0]?.number ?? 1;
    const indexLesion = lesions.some(lesion => lesion.number === kept) ? kept : activeLesion;
    store.set({ ...untouched, lesions, activeLesion, indexLesion, voi, edited: false, score: null, localPeak: null });
  }

  /** An outline may have been drawn on another phase than the one that is the peak now; all phases lie on one grid. */
  function onPeak(voi: Segmentation): string[] {
    const { phases } = store.get();
    return sliceKeys(voi).map(key => (phases && sameSliceInPeak(phases, key)) ?? key);
  }

  /** Nothing waits for this; the section of the phases shows it when it is there. */
  function learnLocalPeak(voi: Segmentation): void {
    api.localPeak(voi.studyInstanceUid, voi.id).then(
      localPeak => {
        if (store.get().voi === voi) store.set({ localPeak });
      },
      (error: unknown) => store.set({ notice: noticeOf(error) })
    );
  }

  async function score(voi: Segmentation): Promise<void> {
    store.set({ busy: { kind: 'scoring' } });
    const { indexLesion } = store.get();
    store.set({ score: await api.radscore(voi.id, indexLesion, statementsOf(store.get())) });
  }

  async function segmentBy(how: Parameters<AlnApi['segment']>[1]): Promise<void> {
    const { studyInstanceUid } = store.get();
    if (!studyInstanceUid) return;
    running = new AbortController();
    store.set({ busy: { kind: 'segmenting', progress: 0, message: strings.segmenting } });
    const voi = await api.segment(
      studyInstanceUid,
      how,
      job => store.set({ busy: { kind: 'segmenting', progress: job.progress, message: job.message ?? strings.segmenting } }),
      running.signal
    );
    store.set({ candidates: voi.candidates, rejected: [], taken: 1 });
    await show(voi);
    await score(voi);
  }

  /** Lays an outline whose score is known already over the images. */
  async function lay({ voi, score: known }: Opened): Promise<void> {
    store.set({ busy: { kind: 'loading' } });
    await getViewer().peakIsShown();
    await show(voi);
    if (known && Object.keys(statementsOf(store.get())).length === 0) store.set({ score: known });
    else await score(voi);
  }

  function forgetOutline(): void {
    getViewer().removeLabelmap();
    store.set({ voi: null, edited: false, score: null, taken: null, lesions: [] });
  }

  /** Makes a candidate the outline. */
  async function take({ rank, segmentationId }: Candidate): Promise<void> {
    store.set({ busy: { kind: 'loading' } });
    const voi = await api.segmentation(segmentationId);
    store.set({ taken: rank, rejected: store.get().rejected.filter(other => other !== rank) });
    await show(voi);
    await score(voi);
  }

  /** The models do not matter before somebody wants another than the server's choice. */
  function learnModels(): void {
    api.segmentationModels().then(
      models => store.set({ models }),
      (error: unknown) => store.set({ notice: noticeOf(error) })
    );
  }

  /** What the server knows as the newest outline, so that a save can notice another one. */
  async function learnNewest(): Promise<void> {
    const { studyInstanceUid } = store.get();
    if (!studyInstanceUid) return;
    const newestTag = await api.newestTag(studyInstanceUid);
    if (store.get().studyInstanceUid === studyInstanceUid) store.set({ newestTag });
  }

  async function save(newestTag: string | null): Promise<void> {
    const { voi, edited, lesions, indexLesion } = store.get();
    const labelmap = getViewer().readLabelmap();
    if (!voi || !labelmap) return;
    if (isEmpty(labelmap)) {
      store.set({ notice: { message: strings.emptyVoi, nextStep: strings.emptyVoiNext } });
      return;
    }

    store.set({ busy: { kind: 'saving' }, conflict: false });
    const { voxels, slices, ...size } = labelmap;
    try {
      const saved = await api.save(voi.id, { studyInstanceUid: voi.studyInstanceUid, ...sliceList(slices), ...size, segments: lesions, edited }, voxels, newestTag);
      await takeSaved(saved, [...labelsIn(labelmap)].sort((a, b) => a - b), indexLesion);
    } catch (error) {
      store.set({ conflict: error instanceof ProblemError && error.kind === 'saved-meanwhile' });
      throw error;
    }
  }

  /** The server numbers lesions without gaps: where it gave other numbers, its labels come to the screen. */
  async function takeSaved(saved: Segmentation, drawn: number[], index: number): Promise<void> {
    const lesions = saved.segments.map(({ number, label }) => ({ number, label }));
    const indexLesion = saved.segments[Math.max(0, drawn.indexOf(index))]?.number ?? 1;
    if (drawn.some((number, i) => number !== lesions[i]?.number)) await show(saved);
    store.set({ voi: saved, edited: false, score: null, lesions, indexLesion });
    await learnNewest();
    await score(saved);
  }

  return {
    /** Asks for what opening a study needs, as soon as it is clear which one it will be. */
    prepare: (studyInstanceUid: string) => void opening.prepare(studyInstanceUid),

    /** Learns the phases of a study before it is hung. */
    async open(studyInstanceUid: string): Promise<void> {
      store.set({ ...initialState, studyInstanceUid });
      // Shown as soon as it is there, while OHIF still fetches the images; a failure is told when the study is resumed.
      arriving = opening.await(studyInstanceUid);
      arriving.catch(() => {});
      learnSelfTest();
      learnModels();
      await step(async () => {
        const [phases, about] = await Promise.allSettled([opening.prepare(studyInstanceUid).phases, api.about()]);
        if (phases.status === 'fulfilled') store.set({ phases: phases.value });
        if (about.status === 'fulfilled') store.set({ about: about.value });
        void learnNewest().catch((error: unknown) => store.set({ notice: noticeOf(error) }));
        const failed = [phases, about].find(result => result.status === 'rejected');
        if (failed?.reason instanceof ProblemError) store.set({ positions: failed.reason.positions, contrastEverywhere: failed.reason.kind === 'no-pre-contrast' });
        if (failed) throw failed.reason;
      });
    },

    /** Shows the VOI saved last, or else the one that the server made by itself: its result at once, the outline when the peak phase is on the screen. */
    async resume(): Promise<void> {
      const { studyInstanceUid, phases } = store.get();
      if (!studyInstanceUid || !phases) return;
      try {
        const opened = await arriving;
        if (opened && store.get().voi === opened.voi) await step(() => lay(opened));
      } catch (error) {
        store.set({ notice: noticeOf(error) });
      }
    },

    /** Shows what other phases mean for the outline: a saved one is scored anew, one that was only proposed is dropped. */
    async phasesChanged(): Promise<void> {
      const { voi } = store.get();
      store.set({ candidates: [], rejected: [], taken: null });
      if (voi?.saved) {
        await show(voi);
        await score(voi);
      } else if (voi) {
        forgetOutline();
        store.set({ localPeak: null });
      }
    },

    /** Scores the outline anew, for instance another lesion, or after the reader stated something. An outline that the server has not is scored when it gets there. */
    rescore: async (): Promise<void> => {
      const { voi, edited } = store.get();
      if (voi && !edited && (voi.saved || voi.algorithmType !== 'MANUAL')) await step(() => score(voi));
    },

    /** Runs a step of another workflow; what goes wrong becomes a sentence in the panel. */
    step,

    /** Forgets the study; unsaved edits are gone. */
    close(): void {
      running?.abort();
      opening.forget();
      getViewer().removeLabelmap();
      stopListening.forEach(stop => stop());
      stopListening = [];
      store.set(initialState);
    },

    segment: () =>
      step(() => {
        const { model } = store.get();
        return segmentBy(model ? { model } : {});
      }),

    chooseModel(name: string): void {
      store.set({ model: store.get().models.find(model => model.name === name)?.default ? null : name });
    },

    /** Shows the slice where a candidate was found. */
    goToCandidate: (candidate: Candidate) => getViewer().goToSlice(sliceKey(candidate.seed.sopInstanceUid, candidate.seed.frameNumber)),

    takeCandidate: (candidate: Candidate) => step(() => take(candidate)),

    /** Puts a candidate aside; where it was the outline, the next one that is left takes its place. */
    rejectCandidate: (candidate: Candidate) =>
      step(async () => {
        const { candidates, rejected, taken } = store.get();
        const aside = [...rejected, candidate.rank];
        store.set({ rejected: aside });
        const next = candidates.find(other => !aside.includes(other.rank));
        if (taken !== candidate.rank) return;
        if (next) await take(next);
        else forgetOutline();
      }),

    restoreCandidate: (candidate: Candidate) => store.set({ rejected: store.get().rejected.filter(rank => rank !== candidate.rank) }),

    /** Shows and scores a draft that was made at a reader's hand. */
    async takeDraft(draft: Segmentation): Promise<void> {
      store.set({ taken: null });
      await show(draft);
      await score(draft);
    },

    /** Puts edits on the screen that are not saved. */
    async showEdited(voi: Segmentation, labelmap: Labelmap, lesions: Lesion[], indexLesion: number): Promise<void> {
      await putOnScreen(voi, labelmap, lesions);
      store.set({ indexLesion, edited: true });
      edits.emit();
    },

    /** Starts with an empty VOI, to be drawn by hand. */
    drawByHand: () =>
      step(async () => {
        const { phases, studyInstanceUid } = store.get();
        const phase = phases && peak(phases);
        const size = getViewer().peakSize();
        if (!phase || !studyInstanceUid || !size) return;
        const voi = emptyVoi(getViewer().newId(), studyInstanceUid, phase, size);
        const voxels = new Uint8Array(voi.sopInstanceUids.length * voi.rows * voi.columns);
        await putOnScreen(voi, { ...size, slices: sliceKeys(voi), voxels }, [{ number: 1, label: strings.tumour }]);
        store.set({ taken: null });
        getViewer().activate('brush', store.get().brushRadiusMm);
      }),

    hasUnsavedEdits: () => store.get().edited,

    cancel(): void {
      running?.abort();
    },

    /** Sends the labelmap to the server, which writes the DICOM SEG, and gets the score of what was saved. */
    save: () => step(() => save(store.get().newestTag)),

    /** Saves although another outline was saved meanwhile; both are kept. */
    saveAsAnother: () => step(() => save(null)),

    /** Sends the labelmap to the server as part of another step, which hears of failures. */
    keep: () => save(store.get().newestTag),

    /** Takes what a decision made of the outline on the screen in its place: the SEG, or the draft that is left of a withdrawn one. */
    takeDecided: (saved: Segmentation) => takeSaved(saved, (store.get().voi ?? saved).segments.map(({ number }) => number), store.get().indexLesion),

    /** Brings back the VOI as it was computed or saved. */
    discardEdits: () =>
      step(async () => {
        const { voi, score: kept } = store.get();
        if (!voi) return;
        store.set({ busy: { kind: 'loading' } });
        await show(voi);
        store.set({ score: kept });
      }),

    undo: () => getViewer().undo(),
    redo: () => getViewer().redo(),
    goToTumour: () => getViewer().goToTumour(),
  };
}

function emptyVoi(id: string, studyInstanceUid: string, phase: Phase, size: { rows: number; columns: number }): Segmentation {
  return {
    id,
    saved: false,
    studyInstanceUid,
    seriesInstanceUid: phase.seriesInstanceUid,
    sopInstanceUids: phase.sopInstanceUids,
    frameNumbers: phase.frameNumbers,
    ...size,
    algorithmType: 'MANUAL',
    method: null,
    segments: [{ number: 1, label: strings.tumour, voxels: 0, volumeMm3: 0, longestDiameterMm: 0 }],
    candidates: [],
    sopInstanceUid: null,
    createdAt: '',
    remarks: [],
  };
}

/** The sentence and the next step for whatever went wrong. */
export function noticeOf(error: unknown): Notice {
  if (error instanceof UnreachableError) return { message: strings.unreachable, nextStep: strings.unreachableNext };
  if (error instanceof ProblemError) return { message: error.message, nextStep: wordFor(strings.nextSteps, error.kind) ?? strings.nextStepOtherwise };
  return { message: error instanceof Error ? error.message : String(error), nextStep: strings.nextStepOtherwise };
}
