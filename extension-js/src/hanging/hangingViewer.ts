import type { DerivedImages } from '../apiTypes';
import { hangingProtocolId } from '../id';
import type { Labelmap } from '../labelmap';
import type { CommandsManager, DisplaySet, ExtensionManager, Services, StackViewport } from '../ohif';
import type { State, Store } from '../store';
import { readDerived } from './derivedArchive';
import { isLayout, mprViewports, viewportOfRole, viewportsOf, type LayoutId } from './layouts';
import { showMarks } from './marks';
import { listenForPoints } from './probe';
import { protocolFor } from './protocol';
import { createLabelmapVolumes } from './threePlanes';
import type { Point } from './state';

/** What the hanging of images needs of OHIF. */
export type HangingViewer = ReturnType<typeof createHangingViewer>;

const newImages = 'CORNERSTONE_VIEWPORT_NEW_IMAGE_SET';

export function createHangingViewer(services: Services, commands: CommandsManager, extensionManager: ExtensionManager, readLabelmap: () => Labelmap | undefined) {
  const { displaySetService, viewportGridService, hangingProtocolService, cornerstoneViewportService } = services;

  const ofRole = (role: string): DisplaySet | undefined => displaySetService.getActiveDisplaySets().find(set => set.alnRole === role);

  const viewports = (): { id: string; viewport: StackViewport }[] =>
    [...viewportGridService.getState().viewports.keys()].flatMap(id => {
      const viewport = cornerstoneViewportService.getCornerstoneViewport(id);
      return viewport ? [{ id, viewport }] : [];
    });

  const roleOfViewport: [string, string][] = [
    ...Object.entries(viewportOfRole).map(([role, id]): [string, string] => [id, role]),
    ...Object.values(mprViewports).map((id): [string, string] => [id, 'peak']),
  ];

  function show(viewportsToUpdate: { viewportId: string; displaySetInstanceUIDs: string[] }[]): void {
    if (viewportsToUpdate.length > 0) commands.run('setDisplaySetsForViewports', { viewportsToUpdate });
  }

  /** Puts into each viewport the images that it is for, where they are there and not shown yet. */
  function fill(): void {
    const grid = viewportGridService.getState().viewports;
    show(
      roleOfViewport.flatMap(([viewportId, role]) => {
        const set = ofRole(role);
        const shown = grid.get(viewportId);
        return set && shown && !shown.displaySetInstanceUIDs.includes(set.displaySetInstanceUID)
          ? [{ viewportId, displaySetInstanceUIDs: [set.displaySetInstanceUID] }]
          : [];
      })
    );
  }

  function layout(): LayoutId | null {
    const state = hangingProtocolService.getState();
    return state?.protocolId === hangingProtocolId && isLayout(state.stageId) ? state.stageId : null;
  }

  return {
    fill,
    layout,

    /** Whether OHIF's grid has the viewports of the layout. */
    isArranged(): boolean {
      const current = layout();
      const grid = viewportGridService.getState().viewports;
      return current === null || viewportsOf(current).every(id => grid.has(id));
    },

    /** Whether the volume is there in all three planes. */
    hasThreePlanes: (): boolean => Object.values(mprViewports).every(id => (cornerstoneViewportService.getCornerstoneViewport(id)?.getImageIds() ?? []).length > 0),

    labelmapVolumes: createLabelmapVolumes(services.segmentationService),

    /** Brings the computed images in; they appear in the viewports that are for them. */
    async bringIn(root: string, images: DerivedImages): Promise<void> {
      await readDerived(extensionManager, root, images);
      fill();
    },

    /** Takes computed images off the screen and out of the list: the phases that they rest on have changed. */
    putAway(): void {
      const gone = displaySetService.getActiveDisplaySets().filter(set => set.alnRole === 'subtraction' || set.alnRole === 'projection');
      const uids = new Set(gone.map(set => set.displaySetInstanceUID));
      const shown = [...viewportGridService.getState().viewports].filter(([, { displaySetInstanceUIDs }]) => displaySetInstanceUIDs.some(uid => uids.has(uid)));
      show(shown.map(([viewportId]) => ({ viewportId, displaySetInstanceUIDs: [] })));
      uids.forEach(uid => displaySetService.deleteDisplaySet(uid));
    },

    /** Decides how the study that is about to be hung will be. */
    plan(hasPhases: boolean): void {
      hangingProtocolService.addProtocol(hangingProtocolId, protocolFor(hasPhases, window.innerWidth));
    },

    setLayout(stageId: LayoutId): void {
      commands.run('setHangingProtocol', { protocolId: hangingProtocolId, stageId });
    },

    /** Shows other images in the active viewport. */
    showInActive(displaySet: DisplaySet): void {
      show([{ viewportId: viewportGridService.getState().activeViewportId, displaySetInstanceUIDs: [displaySet.displaySetInstanceUID] }]);
    },

    /** What the active viewport shows. */
    inActive(): DisplaySet | undefined {
      const { activeViewportId, viewports: grid } = viewportGridService.getState();
      const [uid] = grid.get(activeViewportId)?.displaySetInstanceUIDs ?? [];
      return displaySetService.getActiveDisplaySets().find(set => set.displaySetInstanceUID === uid);
    },

    displaySets: () => displaySetService.getActiveDisplaySets(),

    /** Listens for points on all images but projections, which have no depth. */
    listenForPoints(listener: (point: Point) => void, signal: AbortSignal): void {
      listenForPoints(() => viewports().flatMap(({ id, viewport }) => (id === viewportOfRole.projection ? [] : [viewport])), listener, signal);
    },

    /** Keeps marks over the images; returns how to stop that. */
    showMarks: (store: Store<State>) => showMarks(store, viewports, () => displaySetService.getActiveDisplaySets(), readLabelmap),

    /** Calls back whenever images are arranged in another way; returns how to stop that. */
    onLayout(listener: () => void): () => void {
      const { PROTOCOL_CHANGED, PROTOCOL_RESTORED } = hangingProtocolService.EVENTS;
      const subscriptions = [PROTOCOL_CHANGED, PROTOCOL_RESTORED].map(event => hangingProtocolService.subscribe(event, listener));
      return () => subscriptions.forEach(subscription => subscription.unsubscribe());
    },

    /** Calls back whenever a viewport got other images; returns how to stop that. */
    onNewImages(listener: () => void): () => void {
      document.addEventListener(newImages, listener, true);
      return () => document.removeEventListener(newImages, listener, true);
    },

    /** Shows the pre-contrast phase in the window of the peak: only the contrast agent shall make a difference. */
    shareWindow(): void {
      const [pre, peak] = [viewportOfRole.pre, viewportOfRole.peak].map(id => cornerstoneViewportService.getCornerstoneViewport(id));
      const voiRange = peak?.getCurrentImageId() && peak.getProperties().voiRange;
      if (!voiRange || !pre?.getCurrentImageId()) return;
      pre.setProperties({ voiRange });
      pre.render();
    },
  };
}
