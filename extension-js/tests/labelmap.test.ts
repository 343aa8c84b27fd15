import { describe, expect, it } from 'vitest';
import { assemble, isEmpty, largestSlice, slicesByKey, type Labelmap } from '../src/labelmap';

const labelmap = (voxels: number[], ...slices: string[]): Labelmap => ({
  slices,
  rows: 1,
  columns: 2,
  voxels: Uint8Array.from(voxels),
});

describe('labelmap', () => {
  it('finds a slice by its key whatever the order', () => {
    const slices = slicesByKey(labelmap([0, 1, 2, 0], 'top', 'bottom'));
    expect([...(slices.get('bottom') ?? [])]).toEqual([2, 0]);
    expect([...(slices.get('top') ?? [])]).toEqual([0, 1]);
  });

  it('survives going to the viewer in the opposite order and back', () => {
    const original = labelmap([0, 1, 2, 0, 3, 3], 'a', 'b', 'c');
    const shown = assemble(['c', 'b', 'a'], 1, 2, slicesByKey(original));
    expect([...shown.voxels]).toEqual([3, 3, 2, 0, 0, 1]);
    expect(assemble(original.slices, 1, 2, slicesByKey(shown))).toEqual(original);
  });

  it('leaves a slice that is missing as background', () => {
    expect([...assemble(['a', 'b'], 1, 2, new Map([['b', [1, 1]]])).voxels]).toEqual([0, 0, 1, 1]);
  });

  it('refuses a labelmap whose size does not fit its slices', () => {
    expect(() => slicesByKey(labelmap([0, 0, 0], 'a', 'b'))).toThrow('The labelmap has 3 voxels; 2 slices of 2 × 1 need 4.');
  });

  it('refuses a slice of another size', () => {
    expect(() => assemble(['a'], 1, 2, new Map([['a', [1]]]))).toThrow('The slice a has 1 voxels; 2 × 1 need 2.');
  });

  it('names the slice with most labelled voxels', () => {
    expect(largestSlice(labelmap([0, 1, 1, 1, 0, 0], 'a', 'b', 'c'))).toBe('b');
    expect(largestSlice(labelmap([0, 0], 'a'))).toBeUndefined();
  });

  it('knows when nothing is labelled', () => {
    expect(isEmpty(labelmap([0, 0], 'a'))).toBe(true);
    expect(isEmpty(labelmap([0, 2], 'a'))).toBe(false);
  });
});
