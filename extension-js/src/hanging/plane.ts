import type { Point } from './state';

/** What a camera looks at. */
export interface Camera {
  focalPoint: Point;
  viewPlaneNormal: Point;
}

/** Distance of a place from the plane that a camera looks at, mm. */
export function distanceFrom({ focalPoint, viewPlaneNormal }: Camera, point: Point): number {
  return Math.abs([0, 1, 2].reduce((sum, axis) => sum + ((point[axis] ?? 0) - (focalPoint[axis] ?? 0)) * (viewPlaneNormal[axis] ?? 0), 0));
}
