import { describe, expect, it } from 'vitest';
import { surplus, type UnsavedOutline } from '../../src/editing/unsavedStore';

const outline = (key: string, savedAt: string, bytes: number) => ({ key, savedAt, voxels: new ArrayBuffer(bytes) }) as UnsavedOutline;

describe('outlines kept in the browser', () => {
  it('lets the oldest go when there are too many', () => {
    expect(surplus([outline('old', '2026-01-01', 1), outline('new', '2026-01-03', 1), outline('middle', '2026-01-02', 1)], 2, 100)).toEqual(['old']);
  });

  it('lets the oldest go when they are too large together', () => {
    expect(surplus([outline('old', '2026-01-01', 60), outline('new', '2026-01-03', 60)], 9, 100)).toEqual(['old']);
  });

  it('keeps what fits', () => {
    expect(surplus([outline('a', '2026-01-01', 50), outline('b', '2026-01-02', 50)], 9, 100)).toEqual([]);
  });
});
