import type { Labelmap } from '../labelmap';
import { slicesByKey } from '../labelmap';
import { patientPosition, type ImagePlane } from '../imagePlane';
import type { Point } from './state';

/** Where the labelled voxels lie in the patient. */
export function labelledPoints(labelmap: Labelmap, planeOf: (slice: string) => ImagePlane | undefined): Point[] {
  const { columns } = labelmap;
  const points: Point[] = [];
  for (const [key, slice] of slicesByKey(labelmap)) {
    const plane = slice.some(label => label !== 0) ? planeOf(key) : undefined;
    if (!plane) continue;
    slice.forEach((label, n) => {
      if (label !== 0) points.push(patientPosition(plane, n % columns, Math.floor(n / columns)));
    });
  }

  return points;
}

/** The largest distance between neighbouring voxels along one of the axes, mm: so large are the dots that leave no gap. */
export function voxelSize(planes: readonly ImagePlane[]): number {
  const [first, second] = planes;
  if (!first) return 0;
  const between = second ? Math.hypot(...[0, 1, 2].map(axis => (second.imagePositionPatient[axis] ?? 0) - (first.imagePositionPatient[axis] ?? 0))) : 0;
  return Math.max(first.columnPixelSpacing, first.rowPixelSpacing, between);
}

/** The middle of places; undefined of none. */
export function middleOf(points: readonly Point[]): Point | undefined {
  if (points.length === 0) return undefined;
  const mean = (axis: 0 | 1 | 2) => points.reduce((sum, point) => sum + point[axis], 0) / points.length;
  return [mean(0), mean(1), mean(2)];
}
