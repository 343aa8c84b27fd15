import { describe, expect, it } from 'vitest';
import { colourOf, freeNumber, neighbour } from '../../src/editing/lesions';

const lesions = [1, 3, 4].map(number => ({ number, label: `L${number}` }));

describe('lesions', () => {
  it('have colours of their own, the same everywhere', () => {
    expect(new Set([1, 2, 3, 4, 5, 6].map(number => colourOf(number).join())).size).toBe(6);
    expect(colourOf(7)).toEqual(colourOf(1));
  });

  it('get the first free number', () => {
    expect(freeNumber(lesions)).toBe(2);
    expect(freeNumber([])).toBe(1);
    expect(freeNumber(Array.from({ length: 255 }, (_, i) => ({ number: i + 1, label: '' })))).toBeUndefined();
  });

  it('follow each other round and round', () => {
    expect(neighbour(lesions, 4, 1)?.number).toBe(1);
    expect(neighbour(lesions, 1, -1)?.number).toBe(4);
    expect(neighbour([], 1, 1)).toBeUndefined();
  });
});
