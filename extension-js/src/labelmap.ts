/**
 * Labelmaps travel as one byte per voxel, slice after slice, with the SOP
 * Instance UIDs of the slices beside them. The viewer orders slices its own
 * way, so a slice is always found by its UID, never by its index.
 */

export interface Labelmap {
  sopInstanceUids: string[];
  rows: number;
  columns: number;
  /** sopInstanceUids.length × rows × columns labels; 0 is background. */
  voxels: Uint8Array;
}

/** The slices by SOP Instance UID, as views on the labelmap's memory. */
export function slicesByUid(labelmap: Labelmap): Map<string, Uint8Array> {
  const size = labelmap.rows * labelmap.columns;
  const expected = size * labelmap.sopInstanceUids.length;
  if (labelmap.voxels.length !== expected) {
    throw new RangeError(
      `The labelmap has ${labelmap.voxels.length} voxels; ${labelmap.sopInstanceUids.length} slices of ${labelmap.columns} × ${labelmap.rows} need ${expected}.`
    );
  }

  return new Map(labelmap.sopInstanceUids.map((uid, k) => [uid, labelmap.voxels.subarray(k * size, (k + 1) * size)]));
}

/** Puts slices into the order of `sopInstanceUids`; a slice that is missing stays background. */
export function assemble(sopInstanceUids: string[], rows: number, columns: number, slices: Map<string, ArrayLike<number>>): Labelmap {
  const size = rows * columns;
  const voxels = new Uint8Array(size * sopInstanceUids.length);
  sopInstanceUids.forEach((uid, k) => {
    const slice = slices.get(uid);
    if (!slice) return;
    if (slice.length !== size) {
      throw new RangeError(`The slice ${uid} has ${slice.length} voxels; ${columns} × ${rows} need ${size}.`);
    }

    voxels.set(slice, k * size);
  });
  return { sopInstanceUids, rows, columns, voxels };
}

/** UID of the slice with most labelled voxels; undefined when there are none. */
export function largestSlice(labelmap: Labelmap): string | undefined {
  let best: string | undefined;
  let most = 0;
  for (const [uid, slice] of slicesByUid(labelmap)) {
    const count = slice.reduce((sum, label) => (label === 0 ? sum : sum + 1), 0);
    if (count > most) {
      most = count;
      best = uid;
    }
  }

  return best;
}

/** Whether no voxel is labelled. */
export function isEmpty(labelmap: Labelmap): boolean {
  return labelmap.voxels.every(label => label === 0);
}
