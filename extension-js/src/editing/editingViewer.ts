import type { PromptLimits } from '../alnApi';
import type { ImagePlane } from '../imagePlane';
import { keyOfImage } from '../imageSlice';
import type { Labelmap } from '../labelmap';
import type { CommandsManager, Services, StackViewport, ToolGroup } from '../ohif';
import type { Pixel } from '../viewer';
import { Grid } from './grid';
import type { LabelmapLayer, Undoable } from './labelmapLayer';
import type { Lesion } from './lesions';
import { createMarks, type Marks } from './marks';
import { listenForDrawing, type DrawingListener } from './pointer';
import type { PromptKind, ScissorsShape } from './state';

const brushes = ['CircularBrush', 'ThresholdCircularBrush'];
const eraser = 'CircularEraser';
const scissors: Record<ScissorsShape, string> = { circle: 'CircleScissor', rectangle: 'RectangleScissor' };

/** What editing needs of the viewer. */
export interface EditingViewer {
  /** Changes voxels as one step of undo; a step with the same key as the one before takes its place. */
  edit(after: Labelmap, also?: Undoable, key?: string): void;
  /** Brings the lesions into the viewer's own list and draws with the active one. */
  setLesions(lesions: Lesion[], active: number): void;
  setOverlayShown(shown: boolean): void;
  /** Calls back when there is more or less to undo; returns how to stop that. */
  onHistory(listener: (can: { canUndo: boolean; canRedo: boolean }) => void): () => void;
  /** Takes what the reader draws with the left button until the signal is aborted. */
  draw(kind: PromptKind, listener: DrawingListener, signal: AbortSignal): void;
  showMarks(marks: Marks): void;
  /** A box around a rectangle of a slice, as deep as the rectangle is wide or high. */
  boxAround(first: Pixel, last: Pixel): { first: Pixel; last: Pixel };
  /** Sets the limits of the threshold brush, in the values of the image that is drawn on. */
  setThresholds(limits: PromptLimits[]): void;
  activateScissors(shape: ScissorsShape, cuts: boolean): void;
  /** Lets Ctrl and the left button erase while a brush is chosen. */
  eraseWithCtrl(on: boolean): void;
}

/** Editing on OHIF's services and cornerstone. */
export function createEditingViewer(services: Services, commands: CommandsManager, layer: LabelmapLayer): EditingViewer {
  const { viewportGridService, cornerstoneViewportService, displaySetService } = services;

  const viewports = (): StackViewport[] =>
    [...viewportGridService.getState().viewports.keys()].flatMap(id => cornerstoneViewportService.getCornerstoneViewport(id) ?? []);
  const toolGroups = (): ToolGroup[] => window.cornerstoneTools.ToolGroupManager.getAllToolGroups();

  let known: { images: string; grid: Grid } | undefined;

  /** The slices of the peak phase; found anew when another phase is the peak. */
  function grid(): Grid {
    const imageIds = displaySetService.getActiveDisplaySets().find(set => set.alnRole === 'peak')?.imageIds ?? [];
    const images = imageIds.join();
    if (known?.images !== images) {
      const planes = imageIds.flatMap(imageId => {
        const key = keyOfImage(imageId);
        const plane = window.cornerstone.metaData.get('imagePlaneModule', imageId);
        return key && plane ? [[key, plane] as [string, ImagePlane]] : [];
      });
      known = { images, grid: new Grid(new Map(planes)) };
    }

    return known.grid;
  }

  const marks = createMarks(viewports, grid);

  return {
    edit: layer.edit,
    setLesions: layer.setLesions,
    setOverlayShown: layer.setOverlayShown,
    showMarks: marks.show,
    boxAround: (first, last) => grid().deepened(first, last),

    onHistory(listener) {
      // A stroke becomes a step when the button is let go, after its last change.
      const tell = () => setTimeout(() => listener({ canUndo: layer.history().canUndo, canRedo: layer.history().canRedo }));
      const stop = layer.onEdit(tell);
      window.addEventListener('pointerup', tell, true);
      return () => {
        stop();
        window.removeEventListener('pointerup', tell, true);
      };
    },

    draw: (kind, listener, signal) => listenForDrawing(kind, viewports, grid, listener, signal),

    setThresholds(limits) {
      const signal = limits.find(each => each.quantity === 'peakSignal');
      if (signal) commands.run('setThresholdRange', { value: [signal.lower, signal.upper ?? Number.MAX_VALUE] });
    },

    activateScissors(shape, cuts) {
      const toolName = scissors[shape];
      for (const group of toolGroups()) if (group.hasTool(toolName)) group.setActiveStrategy(toolName, cuts ? 'ERASE_INSIDE' : 'FILL_INSIDE');
      commands.run('setToolActiveToolbar', { toolName });
    },

    eraseWithCtrl(on) {
      const { MouseBindings, KeyboardBindings } = window.cornerstoneTools.Enums;
      for (const group of toolGroups()) {
        if (!group.hasTool(eraser) || !brushes.some(brush => group.hasTool(brush))) continue;
        if (on) group.setToolActive(eraser, { bindings: [{ mouseButton: MouseBindings.Primary, modifierKey: KeyboardBindings.Ctrl }] });
        else group.setToolPassive(eraser, { removeAllBindings: true });
      }
    },
  };
}
