import type { Phases, Segment } from './alnApi';
import { viewportOfRole } from './hanging/layouts';
import { pixelAt } from './imagePlane';
import { assemble, largestSlice, slicesByKey, type Labelmap } from './labelmap';
import { createMapLayer } from './mapLayer';
import type { CommandsManager, DisplaySet, Services, StackViewport } from './ohif';
import { labelPhase } from './phaseLabel';
import { phaseOf } from './phases';
import { keyOfImage, keyOfInstance } from './imageSlice';
import type { Tool } from './store';
import type { Pixel, Viewer } from './viewer';

const labelmapType = 'Labelmap';
const tumourColour: [number, number, number, number] = [255, 176, 0, 255];
const toolNames: Record<Exclude<Tool, 'other'>, string> = { look: 'WindowLevel', brush: 'CircularBrush', eraser: 'CircularEraser' };
const waitMilliseconds = 50;
const patienceMilliseconds = 60_000;

/** The viewer's side of the workflow, on OHIF's services and cornerstone. */
export function createOhifViewer(services: Services, commands: CommandsManager): Viewer {
  const { segmentationService, viewportGridService, cornerstoneViewportService, displaySetService } = services;
  let segmentationId: string | undefined;
  let writing = false;

  const allViewports = (): StackViewport[] =>
    [...viewportGridService.getState().viewports.keys()]
      .map(id => cornerstoneViewportService.getCornerstoneViewport(id))
      .filter(viewport => viewport !== null);
  const mapLayer = createMapLayer(allViewports);

  const peakDisplaySet = (): DisplaySet | undefined => displaySetService.getActiveDisplaySets().find(set => set.alnRole === 'peak');

  function viewportOf(displaySet: DisplaySet | undefined): { id: string; viewport: StackViewport } | undefined {
    for (const [id, { displaySetInstanceUIDs }] of viewportGridService.getState().viewports) {
      const viewport = cornerstoneViewportService.getCornerstoneViewport(id);
      if (displaySet && viewport && displaySetInstanceUIDs.includes(displaySet.displaySetInstanceUID)) return { id, viewport };
    }

    return undefined;
  }

  async function peakIsShown(): Promise<void> {
    const end = Date.now() + patienceMilliseconds;
    while (!(viewportOf(peakDisplaySet())?.viewport.getCurrentImageId())) {
      if (Date.now() > end) throw new Error('The peak phase did not appear in a viewport.');
      await new Promise(resolve => setTimeout(resolve, waitMilliseconds));
    }
  }

  /** Puts the peak phase into the active viewport when the reader has replaced it by something else. */
  function bringInPeak(): void {
    const displaySet = peakDisplaySet();
    if (!displaySet || viewportOf(displaySet)) return;
    const { activeViewportId } = viewportGridService.getState();
    commands.run('setDisplaySetsForViewports', {
      viewportsToUpdate: [{ viewportId: activeViewportId, displaySetInstanceUIDs: [displaySet.displaySetInstanceUID] }],
    });
  }

  /** The label images on the screen by the key of the slice beneath. */
  function labelImages(): Map<string, { rows: number; columns: number; imageId: string }> {
    const imageIds = segmentationId ? segmentationService.getSegmentation(segmentationId)?.representationData.Labelmap?.imageIds : undefined;
    const images = new Map<string, { rows: number; columns: number; imageId: string }>();
    for (const imageId of imageIds ?? []) {
      const image = window.cornerstone.cache.getImage(imageId);
      const key = image?.referencedImageId && keyOfImage(image.referencedImageId);
      if (image && key) images.set(key, { rows: image.rows, columns: image.columns, imageId });
    }

    return images;
  }

  function write(labelmap: Labelmap): void {
    const slices = slicesByKey(labelmap);
    writing = true;
    try {
      for (const [key, { imageId }] of labelImages()) {
        const target = window.cornerstone.cache.getImage(imageId)?.voxelManager;
        const slice = slices.get(key);
        if (!target) continue;
        const data = target.getScalarData();
        if (slice) data.set(slice);
        else data.fill(0);
        target.setScalarData(data);
      }

      if (segmentationId) window.cornerstoneTools.segmentation.triggerSegmentationEvents.triggerSegmentationDataModified(segmentationId);
    } finally {
      writing = false;
    }
  }

  function readLabelmap(): Labelmap | undefined {
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

  async function goToTumour(): Promise<void> {
    const labelmap = readLabelmap();
    const key = labelmap && largestSlice(labelmap);
    if (key) await goToSlice(key);
  }

  async function goToSlice(key: string): Promise<void> {
    const shown = viewportOf(peakDisplaySet());
    if (!shown) return;
    const index = shown.viewport.getImageIds().findIndex(imageId => keyOfImage(imageId) === key);
    if (index >= 0) await shown.viewport.setImageIdIndex(index);
    shown.viewport.render();
  }

  function removeLabelmap(): void {
    if (segmentationId) segmentationService.remove(segmentationId);
    segmentationId = undefined;
  }

  async function showLabelmap(labelmap: Labelmap, segments: Pick<Segment, 'number' | 'label'>[]): Promise<void> {
    bringInPeak();
    await peakIsShown();
    const displaySet = peakDisplaySet();
    const shown = viewportOf(displaySet);
    if (!displaySet || !shown) return;
    removeLabelmap();
    const label = segments.map(segment => segment.label).join(', ');
    const id = window.cornerstone.utilities.uuidv4();
    segmentationId = await segmentationService.createLabelmapForDisplaySet(displaySet, {
      segmentationId: id,
      label,
      segments: Object.fromEntries(segments.map((segment, i) => [segment.number, { label: segment.label, active: i === 0 }])),
    });
    await segmentationService.addSegmentationRepresentation(shown.id, { segmentationId: id, type: labelmapType });
    segmentationService.setStyle({ segmentationId: id, type: labelmapType }, { renderFill: true, fillAlpha: 0.08, renderOutline: true, outlineWidth: 2 });
    segmentationService.setSegmentColor(shown.id, id, segments[0]?.number ?? 1, tumourColour);
    viewportGridService.setActiveViewportId(shown.id);
    segmentationService.setActiveSegmentation(shown.id, id);
    write(labelmap);
    await goToTumour();
  }

  function showPhases(phases: Phases): void {
    const sets = displaySetService.getActiveDisplaySets().filter(set => set.alnRole !== undefined);
    for (const set of sets) {
      const [first] = set.instances;
      const phase = first && phaseOf(phases, keyOfInstance(first));
      if (phase) labelPhase(set, phases, phase);
    }

    const shown = viewportGridService.getState().viewports;
    const viewportsToUpdate = Object.entries(viewportOfRole).flatMap(([role, viewportId]) => {
      const set = sets.find(each => each.alnRole === role);
      return set && shown.has(viewportId) ? [{ viewportId, displaySetInstanceUIDs: [set.displaySetInstanceUID] }] : [];
    });
    commands.run('setDisplaySetsForViewports', { viewportsToUpdate });
  }

  function activate(tool: Tool, brushRadiusMm: number): void {
    commands.run('setBrushSize', { value: brushRadiusMm, toolNames: [toolNames.brush, toolNames.eraser] });
    if (tool !== 'other') commands.run('setToolActiveToolbar', { toolName: toolNames[tool], toolGroupIds: ['default'] });
  }

  function onEdit(listener: () => void): () => void {
    const event = window.cornerstoneTools.Enums.Events.SEGMENTATION_DATA_MODIFIED;
    const target = window.cornerstone.eventTarget;
    const handler = (happened: Event) => {
      const { detail } = happened as CustomEvent<{ segmentationId: string }>;
      if (!writing && detail.segmentationId === segmentationId) listener();
    };
    target.addEventListener(event, handler);
    return () => target.removeEventListener(event, handler);
  }

  function onToolChange(listener: (tool: Tool) => void): () => void {
    const event = window.cornerstoneTools.Enums.Events.TOOL_ACTIVATED;
    const target = window.cornerstone.eventTarget;
    const handler = (happened: Event) => {
      const { toolName, toolBindingsOptions } = (happened as CustomEvent<{ toolName: string; toolBindingsOptions?: ToolBindings }>).detail;
      if (!toolBindingsOptions?.bindings?.some(isPlainPrimary)) return;
      const known = Object.entries(toolNames).find(([, name]) => name === toolName);
      listener((known?.[0] as Tool | undefined) ?? 'other');
    };
    target.addEventListener(event, handler);
    return () => target.removeEventListener(event, handler);
  }

  function pickPoint(signal: AbortSignal): Promise<Pixel | undefined> {
    return new Promise(resolve => {
      const shown = allViewports();
      const stop = new AbortController();
      const finish = (click: Pixel | undefined) => {
        stop.abort();
        shown.forEach(({ element }) => (element.style.cursor = ''));
        resolve(click);
      };
      shown.forEach(({ element }) => (element.style.cursor = 'crosshair'));

      // On the window, ahead of OHIF, which keeps the first click on a viewport for making it the active one.
      window.addEventListener(
        'pointerdown',
        event => {
          const viewport = shown.find(({ element }) => isInside(element.getBoundingClientRect(), event));
          if (event.button !== 0 || !viewport) return;
          event.stopPropagation();
          window.addEventListener('mousedown', press => press.stopPropagation(), { capture: true, once: true });
          finish(clickAt(viewport, event));
        },
        { capture: true, signal: stop.signal }
      );
      signal.addEventListener('abort', () => finish(undefined), { once: true, signal: stop.signal });
    });
  }

  return {
    peakIsShown,
    showPhases,
    showLabelmap,
    readLabelmap,
    goToTumour,
    goToSlice,
    removeLabelmap,
    showMap: mapLayer.show,
    hideMap: mapLayer.hide,
    setMapOpacity: mapLayer.setOpacity,
    activate,
    undo: () => window.cornerstone.utilities.HistoryMemo.DefaultHistoryMemo.undo(),
    redo: () => window.cornerstone.utilities.HistoryMemo.DefaultHistoryMemo.redo(),
    onEdit,
    onToolChange,
    pickPoint,
    newId: () => window.cornerstone.utilities.uuidv4(),
    peakSize: () => {
      const imageId = viewportOf(peakDisplaySet())?.viewport.getCurrentImageId();
      const image = imageId && window.cornerstone.cache.getImage(imageId);
      return image ? { rows: image.rows, columns: image.columns } : undefined;
    },
  };
}

interface ToolBindings {
  bindings?: { mouseButton?: number; modifierKey?: number }[];
}

/** Whether a tool is bound to the left mouse button without a key. */
const isPlainPrimary = ({ mouseButton, modifierKey }: { mouseButton?: number; modifierKey?: number }) =>
  mouseButton === 1 && modifierKey === undefined;

function isInside(frame: DOMRect, { clientX, clientY }: MouseEvent): boolean {
  return clientX >= frame.left && clientX < frame.right && clientY >= frame.top && clientY < frame.bottom;
}

function clickAt(viewport: StackViewport, event: MouseEvent): Pixel | undefined {
  const imageId = viewport.getCurrentImageId();
  const frame = viewport.element.getBoundingClientRect();
  const world = viewport.canvasToWorld([event.clientX - frame.left, event.clientY - frame.top]);
  const plane = imageId ? window.cornerstone.metaData.get('imagePlaneModule', imageId) : undefined;
  const slice = imageId && keyOfImage(imageId);
  return plane && slice ? { slice, ...pixelAt(plane, world) } : undefined;
}
