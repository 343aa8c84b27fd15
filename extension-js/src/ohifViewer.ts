import type { Phases, Segment } from './alnApi';
import type { LabelmapLayer } from './editing/labelmapLayer';
import { viewportOfRole } from './hanging/layouts';
import { cutsVolume, turnTo } from './hanging/threePlanes';
import { largestSlice, type Labelmap } from './labelmap';
import { createMapLayer } from './mapLayer';
import type { CommandsManager, DisplaySet, Services, StackViewport } from './ohif';
import { labelPhase } from './phaseLabel';
import { phaseOf } from './phases';
import { keyOfImage, keyOfInstance } from './imageSlice';
import type { Tool } from './store';
import type { Viewer } from './viewer';

/** OHIF's names for the tools that the panel chooses by itself. */
const toolNames: Partial<Record<Tool, string>> = { look: 'WindowLevel', brush: 'CircularBrush', eraser: 'CircularEraser', threshold: 'ThresholdCircularBrush' };

/** The panel's names for OHIF's tools. */
const toolOf: Record<string, Tool | undefined> = {
  ...Object.fromEntries(Object.entries(toolNames).map(([tool, name]) => [name, tool as Tool])),
  CircleScissor: 'scissors',
  RectangleScissor: 'scissors',
};
const waitMilliseconds = 50;
const patienceMilliseconds = 60_000;

/** The viewer's side of the workflow, on OHIF's services and cornerstone. */
export function createOhifViewer(services: Services, commands: CommandsManager, layer: LabelmapLayer): Viewer {
  const { viewportGridService, cornerstoneViewportService, displaySetService } = services;

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
    while (!isReady(viewportOf(peakDisplaySet())?.viewport)) {
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

  async function goToTumour(): Promise<void> {
    const labelmap = layer.read();
    const key = labelmap && largestSlice(labelmap);
    if (key) await goToSlice(key);
  }

  function turnVolumeTo(key: string): void {
    const image = peakDisplaySet()?.instances.find(instance => keyOfInstance(instance) === key);
    const plane = image?.imageId ? window.cornerstone.metaData.get('imagePlaneModule', image.imageId) : undefined;
    if (image && plane) turnTo(allViewports(), key, plane, layer.read(), { rows: image.Rows, columns: image.Columns });
  }

  async function goToSlice(key: string): Promise<void> {
    const shown = viewportOf(peakDisplaySet());
    if (!shown) return;
    if (cutsVolume(shown.viewport)) {
      turnVolumeTo(key);
      return;
    }

    const index = shown.viewport.getImageIds().findIndex(imageId => keyOfImage(imageId) === key);
    if (index >= 0) await shown.viewport.setImageIdIndex(index);
    shown.viewport.render();
  }

  async function showLabelmap(labelmap: Labelmap, segments: Pick<Segment, 'number' | 'label'>[]): Promise<void> {
    bringInPeak();
    await peakIsShown();
    const displaySet = peakDisplaySet();
    const shown = viewportOf(displaySet);
    if (!displaySet || !shown) return;
    await layer.show(displaySet, shown.id, labelmap, segments);
    viewportGridService.setActiveViewportId(shown.id);
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

  const setBrushRadius = (radiusMm: number) => commands.run('setBrushSize', { value: radiusMm });

  function activate(tool: Tool, brushRadiusMm: number): void {
    setBrushRadius(brushRadiusMm);
    const toolName = toolNames[tool];
    if (toolName) commands.run('setToolActiveToolbar', { toolName });
  }

  function onToolChange(listener: (tool: Tool) => void): () => void {
    const event = window.cornerstoneTools.Enums.Events.TOOL_ACTIVATED;
    const target = window.cornerstone.eventTarget;
    const handler = (happened: Event) => {
      const { toolName, toolBindingsOptions } = (happened as CustomEvent<{ toolName: string; toolBindingsOptions?: ToolBindings }>).detail;
      if (!toolBindingsOptions?.bindings?.some(isPlainPrimary)) return;
      listener(toolOf[toolName] ?? 'other');
    };
    target.addEventListener(event, handler);
    return () => target.removeEventListener(event, handler);
  }

  return {
    peakIsShown,
    showPhases,
    showLabelmap,
    readLabelmap: layer.read,
    goToTumour,
    goToSlice,
    removeLabelmap: layer.remove,
    showMap: mapLayer.show,
    hideMap: mapLayer.hide,
    setMapOpacity: mapLayer.setOpacity,
    activate,
    setBrushRadius,
    undo: () => layer.history().undo(),
    redo: () => layer.history().redo(),
    onEdit: layer.onEdit,
    onToolChange,
    newId: () => window.cornerstone.utilities.uuidv4(),
    peakSize: () => {
      const imageId = viewportOf(peakDisplaySet())?.viewport.getCurrentImageId();
      const image = imageId && window.cornerstone.cache.getImage(imageId);
      return image ? { rows: image.rows, columns: image.columns } : undefined;
    },
  };
}

/** Whether the images of a viewport are known; a volume may be cut where it has no image. */
const isReady = (viewport: StackViewport | undefined): boolean =>
  viewport !== undefined && (cutsVolume(viewport) ? viewport.getImageIds().length > 0 : viewport.getCurrentImageId() !== undefined);

interface ToolBindings {
  bindings?: { mouseButton?: number; modifierKey?: number }[];
}

/** Whether a tool is bound to the left mouse button without a key. */
const isPlainPrimary = ({ mouseButton, modifierKey }: { mouseButton?: number; modifierKey?: number }) =>
  mouseButton === 1 && modifierKey === undefined;
