import { describe, expect, it, vi } from 'vitest';
import type { PhaseChoice, Phases } from '../src/alnApi';
import { createPhaseWorkflow } from '../src/phaseWorkflow';
import { createStore, initialState, type State } from '../src/store';
import { motion, phases } from './fixtures';

const chosen = (choice: PhaseChoice): Phases => ({ ...phases, peakIndex: choice.peakIndex ?? 1, choice: { ...choice, keptAt: '' } });

function start() {
  const api = {
    choosePhases: vi.fn(async (_study: string, choice: PhaseChoice) => chosen(choice)),
    choosePhasesAutomatically: vi.fn(async () => phases),
    motion: vi.fn(async () => motion),
  };
  const store = createStore<State>({ ...initialState, studyInstanceUid: '1.2', phases });
  const viewer = { showPhases: vi.fn() };
  const workflow = { step: (run: () => Promise<void>) => run(), phasesChanged: vi.fn(async () => {}) };
  const reload = vi.fn();
  return { api, store, viewer, workflow, reload, phaseWorkflow: createPhaseWorkflow(api, store, () => viewer, workflow, reload) };
}

describe('phase workflow', () => {
  it('keeps a chosen peak, shows it and renews what rests on it', async () => {
    const { api, store, viewer, workflow, phaseWorkflow } = start();
    await phaseWorkflow.choose({ peakIndex: 2 });
    expect(api.choosePhases).toHaveBeenCalledWith('1.2', { preContrastIndex: null, peakIndex: 2, frameOfReferenceUid: null, motion: 'none' });
    expect(store.get().phases?.peakIndex).toBe(2);
    expect(viewer.showPhases).toHaveBeenCalledWith(store.get().phases);
    expect(workflow.phasesChanged).toHaveBeenCalledOnce();
  });

  it('leaves what was chosen before as it is', async () => {
    const { api, phaseWorkflow } = start();
    await phaseWorkflow.choose({ peakIndex: 2 });
    await phaseWorkflow.choose({ motion: 'rigid' });
    expect(api.choosePhases).toHaveBeenLastCalledWith('1.2', { preContrastIndex: null, peakIndex: 2, frameOfReferenceUid: null, motion: 'rigid' });
  });

  it('goes back to automatic', async () => {
    const { store, phaseWorkflow } = start();
    await phaseWorkflow.choose({ peakIndex: 2 });
    await phaseWorkflow.automatic();
    expect(store.get().phases?.choice).toBeNull();
  });

  it('starts the page again once a position is chosen', async () => {
    const { api, reload, phaseWorkflow } = start();
    await phaseWorkflow.choosePosition('1.9');
    expect(api.choosePhases).toHaveBeenCalledWith('1.2', expect.objectContaining({ frameOfReferenceUid: '1.9', peakIndex: null }));
    expect(reload).toHaveBeenCalledOnce();
  });

  it('takes the first phase as pre-contrast against what the headers say', async () => {
    const { api, reload, phaseWorkflow } = start();
    await phaseWorkflow.takeFirst();
    expect(api.choosePhases).toHaveBeenCalledWith('1.2', expect.objectContaining({ preContrastIndex: 0, peakIndex: null }));
    expect(reload).toHaveBeenCalledOnce();
  });

  it('measures motion, and not for a study without phases', async () => {
    const { api, store, phaseWorkflow } = start();
    await phaseWorkflow.measureMotion();
    expect(store.get().motion).toBe(motion);
    store.set({ phases: null });
    await phaseWorkflow.measureMotion();
    expect(api.motion).toHaveBeenCalledOnce();
  });
});
