import { describe, expect, it } from 'vitest';
import { Grid } from '../../src/editing/grid';
import type { ImagePlane } from '../../src/imagePlane';

/** Sagittal slices 2 mm apart: columns run to the back, rows to the feet. */
const sagittal = (x: number): ImagePlane => ({
  imagePositionPatient: [x, -50, 80],
  rowCosines: [0, 1, 0],
  columnCosines: [0, 0, -1],
  columnPixelSpacing: 0.5,
  rowPixelSpacing: 0.5,
});

const grid = new Grid(new Map([0, 2, 4, 6, 8].map(x => [`x${x}`, sagittal(x)])));

describe('the grid of the peak phase', () => {
  it('finds the slice and the pixel at a place of the patient, and the place again', () => {
    expect(grid.placeAt([3.2, -40, 75])).toEqual({ slice: 'x4', column: 20, row: 10 });
    expect(grid.worldOf({ slice: 'x4', column: 20, row: 10 })).toEqual([4, -40, 75]);
  });

  it('knows no pixel beside the slices', () => {
    expect(grid.placeAt([9.5, -40, 75])).toBeUndefined();
    expect(grid.placeAt([8.9, -40, 75])?.slice).toBe('x8');
  });

  it('tells whether a pixel lies on the slice that is shown', () => {
    expect(grid.isOn({ slice: 'x4', column: 0, row: 0 }, [4.3, 0, 0], [1, 0, 0])).toBe(true);
    expect(grid.isOn({ slice: 'x6', column: 0, row: 0 }, [4.3, 0, 0], [1, 0, 0])).toBe(false);
  });

  it('makes a box as deep as it is wide', () => {
    const box = grid.deepened({ slice: 'x4', column: 10, row: 10 }, { slice: 'x4', column: 18, row: 12 });
    expect([box.first.slice, box.last.slice].sort()).toEqual(['x2', 'x6']);
    expect(box.first).toMatchObject({ column: 10, row: 10 });
    expect(grid.passes(box, [2, 0, 0])).toBe(true);
    expect(grid.passes(box, [8, 0, 0])).toBe(false);
  });
});
