import type { DataSource, Instance } from './ohif';
import { sliceKey } from './slice';

/** The key of a slice by what OHIF knows of it. */
export const keyOfInstance = ({ SOPInstanceUID, frameNumber }: Instance): string => sliceKey(SOPInstanceUID, frameNumber);

/** The key of the slice behind one of cornerstone's images; undefined while OHIF knows nothing of it. */
export function keyOfImage(imageId: string): string | undefined {
  const instance = window.cornerstone.metaData.get('instance', imageId);
  return instance && keyOfInstance(instance);
}

/**
 * The slices of an image, each as an instance of its own: an enhanced image
 * comes apart into its frames, with the place and measures of each. What OHIF
 * makes of an instance it then makes of a frame, so that frames can be parted
 * into phases and stacked.
 */
export function slicesOf(instance: Instance, dataSource: DataSource): Instance[] {
  const frames = Number(instance.NumberOfFrames ?? 1);
  if (frames < 2) return [instance];
  return Array.from({ length: frames }, (_, n) => {
    const frame = n + 1;
    const imageId = dataSource.getImageIdsForInstance({ instance, frame });
    const own: PropertyDescriptorMap = {
      NumberOfFrames: { value: 1, enumerable: true },
      InstanceNumber: { value: frame, enumerable: true },
      frameNumber: { value: frame },
      imageId: { value: imageId },
    };
    return Object.create(window.cornerstone.metaData.get('instance', imageId) ?? instance, own) as Instance;
  });
}
