/**
 * A slice is one image, or one frame of an image that holds several. Its key
 * tells it from every other slice of the study: the SOP Instance UID, with the
 * frame number behind it where the image is a multi-frame one.
 */

const separator = '#';

/** Slices as the server names them: images and, where these hold several slices, the frame of each. */
export interface SliceList {
  sopInstanceUids: string[];
  frameNumbers?: number[] | null;
}

/** The key of one slice; `frameNumber` counts from 1 and is missing where the image is a slice of its own. */
export function sliceKey(sopInstanceUid: string, frameNumber?: number | null): string {
  return frameNumber ? `${sopInstanceUid}${separator}${frameNumber}` : sopInstanceUid;
}

/** The keys of slices, in their order. */
export function sliceKeys({ sopInstanceUids, frameNumbers }: SliceList): string[] {
  return sopInstanceUids.map((uid, k) => sliceKey(uid, frameNumbers?.[k]));
}

/** What a key stands for. */
export function sliceOf(key: string): { sopInstanceUid: string; frameNumber?: number } {
  const [sopInstanceUid = '', frame] = key.split(separator);
  return frame === undefined ? { sopInstanceUid } : { sopInstanceUid, frameNumber: Number(frame) };
}

/** Slices in the server's words; without frame numbers where every image is a slice of its own. */
export function sliceList(keys: string[]): SliceList {
  const slices = keys.map(sliceOf);
  const sopInstanceUids = slices.map(slice => slice.sopInstanceUid);
  return slices.some(slice => slice.frameNumber !== undefined)
    ? { sopInstanceUids, frameNumbers: slices.map(slice => slice.frameNumber ?? 1) }
    : { sopInstanceUids };
}
