import { describe, expect, it } from 'vitest';
import { patientPosition, pixelAt, placement, type ImagePlane } from '../src/imagePlane';

/** Sagittal slice: columns run to posterior, rows to the feet; pixels of 2 × 3 mm. */
const plane: ImagePlane = {
  imagePositionPatient: [10, -50, 80],
  rowCosines: [0, 1, 0],
  columnCosines: [0, 0, -1],
  columnPixelSpacing: 2,
  rowPixelSpacing: 3,
};

describe('plane of an image', () => {
  it('finds the centre of a pixel in the patient', () => {
    expect(patientPosition(plane, 0, 0)).toEqual([10, -50, 80]);
    expect(patientPosition(plane, 4, 5)).toEqual([10, -42, 65]);
  });

  it('finds the pixel under a point, up to its edges, where columns and rows are spaced differently', () => {
    expect(pixelAt(plane, patientPosition(plane, 4, 5))).toEqual({ column: 4, row: 5 });
    expect(pixelAt(plane, patientPosition(plane, 3.51, 5.49))).toEqual({ column: 4, row: 5 });
    expect(pixelAt(plane, patientPosition(plane, 4.49, 4.51))).toEqual({ column: 4, row: 5 });
  });

  it('puts the middle of each pixel of the picture where the viewer puts the voxel', () => {
    // A viewer that zooms by 1.5, turns the slice by 30° and moves it.
    const [cos, sin] = [Math.cos(Math.PI / 6), Math.sin(Math.PI / 6)];
    const worldToCanvas = ([, y, z]: [number, number, number]): [number, number] => [1.5 * (cos * y - sin * z) + 300, 1.5 * (-sin * y - cos * z) + 200];
    const [a, b, c, d, e, f] = placement(plane, worldToCanvas);
    for (const [column, row] of [[0, 0], [7, 3], [31, 63]] as const) {
      const [x, y] = worldToCanvas(patientPosition(plane, column, row));
      expect(a * (column + 0.5) + c * (row + 0.5) + e).toBeCloseTo(x, 9);
      expect(b * (column + 0.5) + d * (row + 0.5) + f).toBeCloseTo(y, 9);
    }
  });

  it('keeps a mirrored view mirrored', () => {
    const [a] = placement(plane, ([, y, z]) => [-y, z]);
    expect(a).toBe(-2);
  });
});
