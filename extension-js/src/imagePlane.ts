/** Where the pixels of a slice lie in the patient and on the screen. */

type Point3 = readonly [number, number, number];
type Point2 = readonly [number, number];

/** A slice in patient space, as DICOM describes it; cornerstone's `imagePlaneModule`. */
export interface ImagePlane {
  /** Centre of the first pixel, mm. */
  imagePositionPatient: Point3;
  /** Direction of growing columns. */
  rowCosines: Point3;
  /** Direction of growing rows. */
  columnCosines: Point3;
  /** Distance of neighbouring columns, mm. */
  columnPixelSpacing: number;
  /** Distance of neighbouring rows, mm. */
  rowPixelSpacing: number;
}

/** Patient position of a place in a slice; whole numbers are the centres of pixels. */
export function patientPosition(plane: ImagePlane, column: number, row: number): [number, number, number] {
  const at = (axis: 0 | 1 | 2) =>
    plane.imagePositionPatient[axis] +
    plane.rowCosines[axis] * plane.columnPixelSpacing * column +
    plane.columnCosines[axis] * plane.rowPixelSpacing * row;
  return [at(0), at(1), at(2)];
}

/** The pixel of a slice in which a patient position lies. */
export function pixelAt(plane: ImagePlane, world: Point3): { column: number; row: number } {
  const along = (cosines: Point3) =>
    cosines[0] * (world[0] - plane.imagePositionPatient[0]) +
    cosines[1] * (world[1] - plane.imagePositionPatient[1]) +
    cosines[2] * (world[2] - plane.imagePositionPatient[2]);
  return {
    column: Math.round(along(plane.rowCosines) / plane.columnPixelSpacing),
    row: Math.round(along(plane.columnCosines) / plane.rowPixelSpacing),
  };
}

/**
 * The affine transform (a, b, c, d, e, f of a canvas) that lays a picture of
 * the slice, one unit per pixel, over the slice on the screen: its corner is
 * half a pixel before the centre of the first one.
 */
export function placement(plane: ImagePlane, worldToCanvas: (world: [number, number, number]) => Point2): [number, number, number, number, number, number] {
  const [e, f] = worldToCanvas(patientPosition(plane, -0.5, -0.5));
  const [rightX, rightY] = worldToCanvas(patientPosition(plane, 0.5, -0.5));
  const [downX, downY] = worldToCanvas(patientPosition(plane, -0.5, 0.5));
  return [rightX - e, rightY - f, downX - e, downY - f, e, f];
}
