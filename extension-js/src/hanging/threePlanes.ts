import { patientPosition, type ImagePlane } from '../imagePlane';
import { slicesByKey, type Labelmap } from '../labelmap';
import type { SegmentationService, StackViewport } from '../ohif';
import { middleOf, labelledPoints } from './outlinePoints';
import type { Point } from './state';

/** Whether a viewport cuts a volume, instead of showing the images of a stack. */
export const cutsVolume = (viewport: StackViewport): boolean => viewport.type === 'orthographic';

/** Turns viewports that cut volumes to a slice: to the middle of its labels, and without labels to its own middle. */
export function turnTo(viewports: StackViewport[], key: string, plane: ImagePlane, labelmap: Labelmap | undefined, size: { rows: number; columns: number }): void {
  const slice = labelmap && slicesByKey(labelmap).get(key);
  const labelled = slice && labelmap ? labelledPoints({ ...labelmap, slices: [key], voxels: slice }, () => plane) : [];
  const point: Point = middleOf(labelled) ?? patientPosition(plane, size.columns / 2, size.rows / 2);
  viewports.filter(cutsVolume).forEach(viewport => viewport.jumpToWorld(point));
}

/**
 * OHIF makes a volume of a labelmap to show it in three planes, and from then
 * on shows it in volumes alone: stacks would become volumes too. The volume is
 * hidden from OHIF while there are stacks; both are views of the same voxels.
 */
export function createLabelmapVolumes({ getSegmentations }: Pick<SegmentationService, 'getSegmentations'>) {
  const hidden = new Map<string, string>();
  return {
    hide(): void {
      for (const { segmentationId, representationData: { Labelmap: data } } of getSegmentations()) {
        if (!data?.volumeId) continue;
        hidden.set(segmentationId, data.volumeId);
        delete data.volumeId;
      }
    },

    bringBack(): void {
      for (const { segmentationId, representationData: { Labelmap: data } } of getSegmentations()) {
        const volumeId = hidden.get(segmentationId);
        if (data && volumeId) data.volumeId = volumeId;
      }
    },
  };
}
