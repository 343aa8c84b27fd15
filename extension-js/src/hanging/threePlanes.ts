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
 * Three planes show a labelmap as a volume, in its place and in each of its
 * layers; stacks show it as images, and OHIF would turn them into volumes where
 * it is known as one. The volume is made once and named only while there are
 * planes; both are views of the same voxels.
 */
export function createLabelmapVolumes({ getSegmentations }: Pick<SegmentationService, 'getSegmentations'>) {
  const volumes = new Map<string, string>();

  function volumeOf(segmentationId: string, imageIds: string[]): string {
    const known = volumes.get(segmentationId);
    if (known) return known;
    const volumeId = window.cornerstone.utilities.uuidv4();
    window.cornerstone.volumeLoader.createAndCacheVolumeFromImagesSync(volumeId, imageIds);
    volumes.set(segmentationId, volumeId);
    return volumeId;
  }

  return {
    name(): void {
      for (const { segmentationId, representationData: { Labelmap: data } } of getSegmentations()) {
        if (!data?.imageIds?.length) continue;
        const volumeId = volumeOf(segmentationId, data.imageIds);
        [data, ...Object.values(data.labelmaps ?? {})].forEach(layer => (layer.volumeId = volumeId));
      }
    },

    hide(): void {
      for (const { representationData: { Labelmap: data } } of getSegmentations()) {
        if (data) [data, ...Object.values(data.labelmaps ?? {})].forEach(layer => delete layer.volumeId);
      }
    },
  };
}
