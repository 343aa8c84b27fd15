import { describe, expect, it } from 'vitest';
import { alone, changes, labelsIn, middleOf, reshaped, spanned, way, without, withSlices } from '../../src/editing/voxels';
import type { Labelmap } from '../../src/labelmap';

const labelmap = (voxels: number[], slices = ['a', 'b'], columns = 3): Labelmap => ({
  slices,
  rows: voxels.length / slices.length / columns,
  columns,
  voxels: Uint8Array.from(voxels),
});

describe('voxels of lesions', () => {
  it('gives a lesion another shape and leaves the voxels of other lesions to them', () => {
    const drawn = labelmap([1, 2, 0, 1, 0, 0]);
    const shape = labelmap([0, 9, 9, 0, 0, 9], ['a', 'b']);
    expect([...reshaped(drawn, shape, 1).voxels]).toEqual([0, 2, 1, 0, 0, 1]);
  });

  it('finds the slices of a shape by their keys, whatever their order', () => {
    const shape = labelmap([7, 0, 0, 0, 0, 7], ['b', 'a']);
    expect([...reshaped(labelmap([0, 0, 0, 0, 0, 0]), shape, 3).voxels]).toEqual([0, 0, 3, 3, 0, 0]);
  });

  it('lists the slices that changed, as they were and as they are', () => {
    const [change, ...others] = changes(labelmap([1, 0, 0, 1, 0, 0]), labelmap([1, 0, 0, 0, 1, 0]));
    expect(others).toEqual([]);
    expect(change).toEqual({ key: 'b', before: Uint8Array.of(1, 0, 0), after: Uint8Array.of(0, 1, 0) });
  });

  it('takes one lesion out, alone or away', () => {
    const drawn = labelmap([1, 2, 2, 0, 1, 0]);
    expect([...alone(drawn, 2).voxels]).toEqual([0, 1, 1, 0, 0, 0]);
    expect([...without(drawn, 2).voxels]).toEqual([1, 0, 0, 0, 1, 0]);
    expect([...labelsIn(drawn)].sort()).toEqual([1, 2]);
  });

  it('keeps the slices from the first with a voxel to the last, with room at both ends', () => {
    const drawn = labelmap([0, 0, 1, 0, 0], ['a', 'b', 'c', 'd', 'e'], 1);
    expect(spanned(drawn)).toEqual({ slices: ['c'], rows: 1, columns: 1, voxels: Uint8Array.of(1) });
    expect(spanned(drawn, 1).slices).toEqual(['b', 'c', 'd']);
    expect(spanned(drawn, 9).slices).toEqual(drawn.slices);
    const empty = labelmap([0, 0], ['a', 'b'], 1);
    expect(spanned(empty)).toBe(empty);
  });

  it('puts a part back where it came from', () => {
    const drawn = labelmap([1, 0, 0, 0, 0, 0]);
    expect([...withSlices(drawn, labelmap([0, 0, 5], ['b'])).voxels]).toEqual([1, 0, 0, 0, 0, 5]);
  });

  it('finds the voxel of the largest slice nearest to the middle, inside even where the middle is not', () => {
    expect(middleOf(labelmap([0, 0, 0, 1, 1, 1]), 1)).toEqual({ slice: 'b', column: 1, row: 0 });
    const ring = labelmap([1, 1, 1, 1, 0, 1, 1, 1, 1], ['a'], 3);
    const middle = middleOf(ring, 1);
    expect(ring.voxels[(middle?.row ?? 0) * 3 + (middle?.column ?? 0)]).toBe(1);
    expect(middleOf(ring, 2)).toBeUndefined();
  });

  it('goes from pixel to pixel without a gap', () => {
    const steps = way({ slice: 'a', column: 0, row: 0 }, { slice: 'a', column: 4, row: -2 });
    expect(steps.map(({ column }) => column)).toEqual([0, 1, 2, 3, 4]);
    expect(steps.at(-1)).toEqual({ slice: 'a', column: 4, row: -2 });
    expect(way({ slice: 'a', column: 2, row: 2 }, { slice: 'a', column: 2, row: 2 })).toHaveLength(1);
  });
});
