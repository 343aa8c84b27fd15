import type { AlnApi, PhaseChoice, Phases } from './alnApi';
import type { State, Store } from './store';
import type { Viewer } from './viewer';
import { noticeOf, type Workflow } from './workflow';

/** What a reader does with the phases; the panel only calls these. */
export type PhaseWorkflow = ReturnType<typeof createPhaseWorkflow>;

type PhaseApi = Pick<AlnApi, 'choosePhases' | 'choosePhasesAutomatically' | 'motion'>;

const rules: PhaseChoice = { preContrastIndex: null, peakIndex: null, frameOfReferenceUid: null, motion: 'none' };

export function createPhaseWorkflow(
  api: PhaseApi,
  store: Store<State>,
  getViewer: () => Pick<Viewer, 'showPhases'>,
  workflow: Pick<Workflow, 'step' | 'phasesChanged'>,
  reload: () => void
) {
  /** Brings in what the server answers, then everything that rests on it. */
  async function take(change: () => Promise<Phases>): Promise<void> {
    await workflow.step(async () => {
      store.set({ busy: { kind: 'phases' } });
      const phases = await change();
      store.set({ phases });
      getViewer().showPhases(phases);
      await workflow.phasesChanged();
    });
  }

  const study = () => store.get().studyInstanceUid ?? '';

  return {
    /** Keeps another pre-contrast phase, peak phase or correction of motion; what is not named stays as it is. */
    choose: (change: Partial<PhaseChoice>) => {
      const { motion, preContrastIndex, peakIndex, frameOfReferenceUid } = store.get().phases?.choice ?? rules;
      return take(() => api.choosePhases(study(), { preContrastIndex, peakIndex, frameOfReferenceUid, motion, ...change }));
    },

    automatic: () => take(() => api.choosePhasesAutomatically(study())),

    /** Keeps one position of a patient who was repositioned; the images are parted anew, so the page starts again. */
    choosePosition: (frameOfReferenceUid: string) =>
      workflow.step(async () => {
        await api.choosePhases(study(), { ...rules, frameOfReferenceUid });
        reload();
      }),

    /** Takes the first phase as pre-contrast, against headers that name a contrast agent in every series; the page starts again. */
    takeFirst: () =>
      workflow.step(async () => {
        await api.choosePhases(study(), { ...rules, preContrastIndex: 0 });
        reload();
      }),

    /** Measures how far the patient moved. The images do not wait for this. */
    measureMotion: async (): Promise<void> => {
      if (!store.get().phases) return;
      try {
        const studyInstanceUid = study();
        const motion = await api.motion(studyInstanceUid);
        if (study() === studyInstanceUid) store.set({ motion });
      } catch (error) {
        store.set({ notice: noticeOf(error) });
      }
    },
  };
}
