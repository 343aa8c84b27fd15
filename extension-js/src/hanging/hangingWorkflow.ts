import type { AlnApi } from '../alnApi';
import type { DisplaySet } from '../ohif';
import type { State, Store } from '../store';
import { noticeOf } from '../workflow';
import type { HangingViewer } from './hangingViewer';
import type { LayoutId } from './layouts';

/** What a reader does with the images beside the panel. */
export type HangingWorkflow = ReturnType<typeof createHangingWorkflow>;

/** OHIF rebuilds its grid after it has announced a layout. */
const gridMilliseconds = 50;
const gridPatience = 200;

export function createHangingWorkflow(api: Pick<AlnApi, 'derivedImages' | 'derivedRoot'>, store: Store<State>, getViewer: () => HangingViewer, goToTumour: () => Promise<void>) {
  let stops: (() => void)[] = [];
  let phasesOnScreen: State['phases'] = null;

  /** Has the server make subtraction and projections; the images of the phases do not wait for them. */
  async function bringInDerived(): Promise<void> {
    const { studyInstanceUid, phases } = store.get();
    if (!studyInstanceUid || !phases) return;
    const isStillWanted = () => store.get().studyInstanceUid === studyInstanceUid && store.get().phases === phases;
    store.set({ derived: { kind: 'waiting' } });
    try {
      const images = await api.derivedImages(studyInstanceUid);
      if (!isStillWanted()) return;
      store.set({ derived: { kind: 'ready', images } });
      await getViewer().bringIn(api.derivedRoot(images.id), images);
    } catch (error) {
      if (isStillWanted()) store.set({ derived: { kind: 'failed', message: noticeOf(error).message } });
    }
  }

  function followPhases(): void {
    const { phases } = store.get();
    if (phases === phasesOnScreen) return;
    phasesOnScreen = phases;
    if (!phases) return;
    getViewer().putAway();
    void bringInDerived();
  }

  async function until(isSo: () => boolean): Promise<void> {
    for (let n = 0; n < gridPatience && !isSo(); n++) await new Promise(resolve => setTimeout(resolve, gridMilliseconds));
  }

  /** Images for viewports that have come with another layout. */
  async function followLayout(): Promise<void> {
    const viewer = getViewer();
    const layout = viewer.layout();
    if (layout === 'mpr') viewer.labelmapVolumes.name();
    else viewer.labelmapVolumes.hide();
    store.set({ layout });
    await until(viewer.isArranged);
    if (stops.length === 0) return;
    viewer.fill();
    if (layout !== 'mpr') return;
    await until(viewer.hasThreePlanes);
    if (stops.length > 0 && store.get().layout === layout) await goToTumour();
  }

  /** The phases on the screen's list, in the order of time. */
  function phaseSets(): DisplaySet[] {
    return getViewer()
      .displaySets()
      .filter(set => set.alnPhase !== undefined)
      .sort((a, b) => (a.alnPhase ?? 0) - (b.alnPhase ?? 0));
  }

  function leave(): void {
    stops.forEach(stop => stop());
    stops = [];
    phasesOnScreen = null;
  }

  return {
    /** Decides how the study will be hung; its phases are known by then. */
    plan: () => getViewer().plan(store.get().phases !== null),

    /** Begins once the images of a study are hung. */
    enter(): void {
      leave();
      const viewer = getViewer();
      phasesOnScreen = store.get().phases;
      stops = [
        viewer.onLayout(() => void followLayout()),
        viewer.onNewImages(() => viewer.shareWindow()),
        viewer.showMarks(store),
        store.subscribe(followPhases),
      ];
      store.set({ layout: viewer.layout() });
      viewer.shareWindow();
      void bringInDerived();
    },

    leave,

    setLayout: (layout: LayoutId) => getViewer().setLayout(layout),

    /** Shows a phase in the active viewport. */
    showPhase(index: number): void {
      const set = phaseSets().find(each => each.alnPhase === index);
      if (set) getViewer().showInActive(set);
    },

    /** Shows the phase after or before the one in the active viewport. */
    stepPhase(step: 1 | -1): void {
      const sets = phaseSets();
      const at = sets.findIndex(set => set === getViewer().inActive());
      const next = at < 0 ? sets[0] : sets[at + step];
      if (next) getViewer().showInActive(next);
    },
  };
}
