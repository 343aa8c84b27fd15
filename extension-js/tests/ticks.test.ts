import { describe, expect, it } from 'vitest';
import { niceTicks } from '../src/ticks';

describe('niceTicks', () => {
  it.each([
    [0, 209, [0, 100, 200, 300]],
    [0, 1, [0, 0.5, 1]],
    [0, 80, [0, 20, 40, 60, 80]],
    [-12, 30, [-20, 0, 20, 40]],
  ])('covers %d to %d with round values', (low, high, ticks) => expect(niceTicks(low, high, 4)).toEqual(ticks));
});
