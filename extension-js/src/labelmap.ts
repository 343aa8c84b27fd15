/**
 * Labelmaps travel as one byte per voxel, slice after slice, with the images
 * of the slices beside them. The viewer orders slices its own way, so a slice
 * is always found by its key, never by its index.
 */

export interface Labelmap {
  /** The key of each slice; see `slice.ts`. */
  slices: string[];
  rows: number;
  columns: number;
  /** slices.length × rows × columns labels; 0 is background. */
  voxels: Uint8Array;
}

/** The slices by their keys, as views on the labelmap's memory. */
export function slicesByKey(labelmap: Labelmap): Map<string, Uint8Array> {
  const size = labelmap.rows * labelmap.columns;
  const expected = size * labelmap.slices.length;
  if (labelmap.voxels.length !== expected) {
    throw new RangeError(
      `The labelmap has ${labelmap.voxels.length} voxels; ${labelmap.slices.length} slices of ${labelmap.columns} × ${labelmap.rows} need ${expected}.`
    );
  }

  return new Map(labelmap.slices.map((key, k) => [key, labelmap.voxels.subarray(k * size, (k + 1) * size)]));
}

/** Puts slices into the order of `keys`; a slice that is missing stays background. */
export function assemble(keys: string[], rows: number, columns: number, slices: Map<string, ArrayLike<number>>): Labelmap {
  const size = rows * columns;
  const voxels = new Uint8Array(size * keys.length);
  keys.forEach((key, k) => {
    const slice = slices.get(key);
    if (!slice) return;
    if (slice.length !== size) {
      throw new RangeError(`The slice ${key} has ${slice.length} voxels; ${columns} × ${rows} need ${size}.`);
    }

    voxels.set(slice, k * size);
  });
  return { slices: keys, rows, columns, voxels };
}

/** Key of the slice with most labelled voxels; undefined when there are none. */
export function largestSlice(labelmap: Labelmap): string | undefined {
  let best: string | undefined;
  let most = 0;
  for (const [key, slice] of slicesByKey(labelmap)) {
    const count = slice.reduce((sum, label) => (label === 0 ? sum : sum + 1), 0);
    if (count > most) {
      most = count;
      best = key;
    }
  }

  return best;
}

/** Whether no voxel is labelled. */
export function isEmpty(labelmap: Labelmap): boolean {
  return labelmap.voxels.every(label => label === 0);
}
