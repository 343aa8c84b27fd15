import type { Labelmap } from '../labelmap';
import { slicesByKey } from '../labelmap';
import { patientPosition, type ImagePlane } from '../imagePlane';
import type { Point } from './state';

/**
 * Where the labelled voxels at the rim of their slice lie in the patient: seen
 * from any side they have the same silhouette as all labelled voxels.
 */
export function rimPoints(labelmap: Labelmap, planeOf: (slice: string) => ImagePlane | undefined): Point[] {
  const { rows, columns } = labelmap;
  const points: Point[] = [];
  for (const [key, slice] of slicesByKey(labelmap)) {
    const plane = slice.some(label => label !== 0) ? planeOf(key) : undefined;
    if (!plane) continue;
    const isInside = (row: number, column: number) => row >= 0 && row < rows && column >= 0 && column < columns && slice[row * columns + column] !== 0;
    slice.forEach((label, n) => {
      if (label === 0) return;
      const row = Math.floor(n / columns);
      const column = n % columns;
      const atRim = !(isInside(row - 1, column) && isInside(row + 1, column) && isInside(row, column - 1) && isInside(row, column + 1));
      if (atRim) points.push(patientPosition(plane, column, row));
    });
  }

  return points;
}

/** The middle of places; undefined of none. */
export function middleOf(points: readonly Point[]): Point | undefined {
  if (points.length === 0) return undefined;
  const mean = (axis: 0 | 1 | 2) => points.reduce((sum, point) => sum + point[axis], 0) / points.length;
  return [mean(0), mean(1), mean(2)];
}
