import { assemble, slicesByKey, type Labelmap } from '../labelmap';
import { cutsVolume } from '../hanging/threePlanes';
import { keyOfImage } from '../imageSlice';
import type { DisplaySet, Services, StackViewport } from '../ohif';
import { colourOf, type Lesion } from './lesions';
import { changes, type SliceChange } from './voxels';

const labelmapType = 'Labelmap';
const rendered = 'CORNERSTONE_IMAGE_RENDERED';
const toleranceMm = 0.01;
const settlingMilliseconds = 5_000;
const refreshMilliseconds = 200;
const style = { renderFill: true, fillAlpha: 0.08, renderOutline: true, outlineWidth: 2 };

/** What else an edit changed, so that it is taken back together with the voxels. */
export interface Undoable {
  undo(): void;
  redo(): void;
}

export type LabelmapLayer = ReturnType<typeof createLabelmapLayer>;

/**
 * OHIF's labelmap that holds the outline: one for all viewports whose images
 * lie on its slices, so that a stroke on any of them lands in it.
 */
export function createLabelmapLayer({ segmentationService, viewportGridService, cornerstoneViewportService }: Services) {
  let segmentationId: string | undefined;
  let displaySetUid: string | undefined;
  let shownLesions: Lesion[] = [];
  let overlayShown = true;
  let writing = false;
  let inPlanes: { since: number; before: Labelmap | undefined } | undefined;
  let lastEdit: { memo: object; key: string } | undefined;
  const joining = new Set<string>();
  const coloured = new WeakSet<object>();
  const onGrid = new Map<string, boolean>();

  const history = () => window.cornerstone.utilities.HistoryMemo.DefaultHistoryMemo;
  const planeOf = (imageId: string | undefined) => (imageId ? window.cornerstone.metaData.get('imagePlaneModule', imageId) : undefined);

  const viewports = (): { id: string; viewport: StackViewport }[] =>
    [...viewportGridService.getState().viewports.keys()].flatMap(id => {
      const viewport = cornerstoneViewportService.getCornerstoneViewport(id);
      return viewport ? [{ id, viewport }] : [];
    });

  const imageIds = (): string[] => (segmentationId ? segmentationService.getSegmentation(segmentationId)?.representationData.Labelmap?.imageIds : undefined) ?? [];

  /** The label images on the screen by the key of the slice beneath. */
  function labelImages(): Map<string, { rows: number; columns: number; imageId: string; referencedImageId: string }> {
    const images = new Map<string, { rows: number; columns: number; imageId: string; referencedImageId: string }>();
    for (const imageId of imageIds()) {
      const image = window.cornerstone.cache.getImage(imageId);
      const referencedImageId = image?.referencedImageId;
      const key = referencedImageId && keyOfImage(referencedImageId);
      if (image && key && referencedImageId) images.set(key, { rows: image.rows, columns: image.columns, imageId, referencedImageId });
    }

    return images;
  }

  function put(slices: Map<string, Uint8Array>, others: 'cleared' | 'kept'): void {
    for (const [key, { imageId }] of labelImages()) {
      const target = window.cornerstone.cache.getImage(imageId)?.voxelManager;
      const slice = slices.get(key);
      if (!target || (!slice && others === 'kept')) continue;
      const data = target.getScalarData();
      if (slice) data.set(slice);
      else data.fill(0);
      target.setScalarData(data);
    }

    if (segmentationId) window.cornerstoneTools.segmentation.triggerSegmentationEvents.triggerSegmentationDataModified(segmentationId);
  }

  function read(): Labelmap | undefined {
    const images = labelImages();
    const first = images.values().next().value;
    if (!first) return undefined;
    const slices = new Map<string, Uint8Array>();
    for (const [key, { imageId }] of images) {
      const data = window.cornerstone.cache.getImage(imageId)?.voxelManager.getScalarData();
      if (data) slices.set(key, data);
    }

    return assemble([...slices.keys()], first.rows, first.columns, slices);
  }

  function write(labelmap: Labelmap): void {
    writing = true;
    try {
      put(slicesByKey(labelmap), 'cleared');
    } finally {
      writing = false;
    }
  }

  /** Whether the slices of a viewport are those of the labelmap, image by image. */
  function isOnGrid(viewport: StackViewport): boolean {
    const images = viewport.getImageIds?.() ?? [];
    const key = `${images.length} ${images[0]} ${images.at(-1)}`;
    const known = onGrid.get(key);
    if (known !== undefined) return known;
    const found = comparesWithGrid(images);
    onGrid.set(key, found);
    return found;
  }

  function comparesWithGrid(images: string[]): boolean {
    const ours = [...labelImages().values()].map(image => image.referencedImageId);
    if (images.length !== ours.length) return false;
    const together = (a: string | undefined, b: string | undefined) => {
      const [one, other] = [planeOf(a), planeOf(b)];
      return one !== undefined && other !== undefined && [0, 1, 2].every(axis => Math.abs((one.imagePositionPatient[axis] ?? NaN) - (other.imagePositionPatient[axis] ?? NaN)) < toleranceMm);
    };
    const [first, last] = [images[0], images.at(-1)];
    const [ourFirst, ourLast] = [ours[0], ours.at(-1)];

    // A volume may hold the slices the other way round.
    return (together(first, ourFirst) && together(last, ourLast)) || (together(first, ourLast) && together(last, ourFirst));
  }

  /**
   * Cornerstone lays a labelmap over stacks that show one of its images. The
   * images of a stack on the same slices are added to them, behind its own: a
   * label image is then found by the index of the slice.
   */
  function widen(segmentation: string, viewportId: string): void {
    const labelmap = segmentationService.getSegmentation(segmentation)?.representationData.Labelmap;
    const shown = cornerstoneViewportService.getCornerstoneViewport(viewportId)?.getImageIds?.() ?? [];
    if (!labelmap) return;
    const known = labelmap.referencedImageIds ?? [...labelImages().values()].map(image => image.referencedImageId);
    const missing = shown.filter(imageId => !known.includes(imageId));
    for (const layer of [labelmap, ...Object.values(labelmap.labelmaps ?? {})]) layer.referencedImageIds = [...known, ...missing];
  }

  async function join(id: string, segmentation: string): Promise<void> {
    if (joining.has(id)) return;
    joining.add(id);
    const viewport = cornerstoneViewportService.getCornerstoneViewport(id);
    if (viewport && cutsVolume(viewport)) inPlanes = { since: Date.now(), before: read() };
    try {
      widen(segmentation, id);
      await segmentationService.addSegmentationRepresentation(id, { segmentationId: segmentation, type: labelmapType });
      if (segmentation !== segmentationId) return;
      paint(id);
      segmentationService.setActiveSegmentation(id, segmentation);
    } finally {
      joining.delete(id);
    }
  }

  /** Viewports come and go with the layout; those on the grid show the labelmap, the others must not. */
  function keepInStep(event: Event): void {
    const shown = viewports().find(({ viewport }) => viewport.element === event.target);
    if (!segmentationId || !shown) return;
    const has = segmentationService.getSegmentationRepresentations(shown.id, { segmentationId }).length > 0;
    const belongs = isOnGrid(shown.viewport);
    if (belongs && !has) void join(shown.id, segmentationId);
    else if (belongs) colour(shown.viewport);
    else if (!belongs && has) segmentationService.removeRepresentationsFromViewport(shown.id, { segmentationId, type: labelmapType });
  }

  /** Cornerstone also tells of an edit when it has laid an unchanged labelmap over a plane. */
  function isOnlyShown(): boolean {
    if (!inPlanes || Date.now() - inPlanes.since > settlingMilliseconds) return false;
    const now = read();
    return now !== undefined && inPlanes.before !== undefined && changes(inPlanes.before, now).length === 0;
  }

  function paint(viewportId: string): void {
    if (!segmentationId) return;
    const specifier = { segmentationId };
    if (segmentationService.getSegmentationRepresentations(viewportId, specifier).length === 0) return;
    for (const { number } of shownLesions) {
      const [red, green, blue] = colourOf(number);
      segmentationService.setSegmentColor(viewportId, segmentationId, number, [red, green, blue, 255]);
      segmentationService.setSegmentVisibility(viewportId, segmentationId, number, overlayShown, labelmapType);
    }
  }

  function forgetSteps(): void {
    lastEdit = undefined;
    const { size } = history();
    history().size = size;
  }

  function remove(): void {
    document.removeEventListener(rendered, keepInStep, true);
    if (segmentationId) segmentationService.remove(segmentationId);
    segmentationId = undefined;
    displaySetUid = undefined;
    inPlanes = undefined;
    onGrid.clear();
    forgetSteps();
  }

  /** Cornerstone sometimes shows a slice's labelmap before it has its colours: filled black, without outline. */
  function colour(viewport: StackViewport): void {
    const bare = viewport
      .getActors()
      .filter(({ representationUID, actor }) => representationUID?.startsWith(segmentationId ?? '') && !actor.getProperty().getUseLabelOutline?.() && !coloured.has(actor));
    bare.forEach(({ actor }) => coloured.add(actor));
    if (bare.length > 0) setTimeout(refresh);
  }

  /** Cornerstone draws a labelmap that took another's place without its colours until it changes. */
  function refresh(): void {
    if (!segmentationId) return;
    writing = true;
    try {
      window.cornerstoneTools.segmentation.triggerSegmentationEvents.triggerSegmentationDataModified(segmentationId);
    } finally {
      writing = false;
    }
  }

  /** Brings names, colours and the segment to draw with into OHIF's own list. */
  function setLesions(lesions: Lesion[], active: number): void {
    if (!segmentationId) return;
    const known = segmentationService.getSegmentation(segmentationId)?.segments ?? {};
    for (const { number, label } of lesions) {
      if (!known[number]) segmentationService.addSegment(segmentationId, { segmentIndex: number, label });
      else if (known[number].label !== label) segmentationService.setSegmentLabel(segmentationId, number, label);
    }

    const gone = Object.keys(known).map(Number).filter(number => !lesions.some(lesion => lesion.number === number));
    for (const number of gone) segmentationService.removeSegment(segmentationId, number, { skipRecordingHistory: true });
    shownLesions = lesions;
    if (lesions.some(lesion => lesion.number === active)) segmentationService.setActiveSegment(segmentationId, active);
    viewports().forEach(({ id }) => paint(id));
  }

  /** Lays an empty labelmap over a display set that is on the screen. */
  async function create(displaySet: DisplaySet, viewportId: string, lesions: Lesion[]): Promise<void> {
    remove();
    const id = window.cornerstone.utilities.uuidv4();
    shownLesions = lesions;
    await segmentationService.createLabelmapForDisplaySet(displaySet, {
      segmentationId: id,
      label: lesions.map(lesion => lesion.label).join(', '),
      segments: Object.fromEntries(lesions.map((lesion, i) => [lesion.number, { label: lesion.label, active: i === 0 }])),
    });
    segmentationId = id;
    displaySetUid = displaySet.displaySetInstanceUID;
    await join(viewportId, id);
    segmentationService.setStyle({ segmentationId: id, type: labelmapType }, style);
    for (const other of viewports()) if (other.id !== viewportId && isOnGrid(other.viewport)) await join(other.id, id);
    document.addEventListener(rendered, keepInStep, true);
    setTimeout(refresh, refreshMilliseconds);
  }

  /** Puts the changes of an edit on the screen, or the voxels from before it. */
  function restore(segmentation: string, slices: SliceChange[], to: 'before' | 'after'): void {
    if (segmentation === segmentationId) put(new Map(slices.map(slice => [slice.key, slice[to]])), 'kept');
  }

  return {
    read,
    remove,

    /** Lays a labelmap over a display set that is on the screen; steps of undo before it are forgotten. */
    async show(displaySet: DisplaySet, viewportId: string, labelmap: Labelmap, lesions: Lesion[]): Promise<void> {
      overlayShown = true;
      if (segmentationId && displaySetUid === displaySet.displaySetInstanceUID) {
        setLesions(lesions, lesions[0]?.number ?? 1);
        forgetSteps();
      } else {
        await create(displaySet, viewportId, lesions);
      }

      write(labelmap);
    },

    /**
     * Changes voxels as one step of OHIF's undo. A step with the key of the step
     * just before takes its place, so that a slider leaves one step behind.
     */
    edit(after: Labelmap, also?: Undoable, key?: string): void {
      const segmentation = segmentationId;
      const last = lastEdit;
      if (key && last?.key === key) history().undoIf(memo => memo === last.memo);
      const before = read();
      if (!segmentation || !before) return;
      const slices = changes(before, after);
      const memo = {
        restoreMemo(isUndo?: boolean) {
          restore(segmentation, slices, isUndo === false ? 'after' : 'before');
          if (isUndo === false) also?.redo();
          else also?.undo();
        },
      };
      history().push(memo);
      lastEdit = key ? { memo, key } : undefined;
      restore(segmentation, slices, 'after');
    },

    setLesions,

    setOverlayShown(shown: boolean): void {
      overlayShown = shown;
      viewports().forEach(({ id, viewport }) => {
        paint(id);
        viewport.render();
      });
    },

    /** Calls back after every edit by the user, undo and redo included; returns how to stop that. */
    onEdit(listener: () => void): () => void {
      const event = window.cornerstoneTools.Enums.Events.SEGMENTATION_DATA_MODIFIED;
      const target = window.cornerstone.eventTarget;
      const handler = (happened: Event) => {
        const { detail } = happened as CustomEvent<{ segmentationId: string }>;
        if (!writing && detail.segmentationId === segmentationId && !isOnlyShown()) listener();
      };
      target.addEventListener(event, handler);
      return () => target.removeEventListener(event, handler);
    },

    history,
  };
}
