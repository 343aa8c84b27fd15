import { describe, expect, it } from 'vitest';
import * as format from '../src/format';

describe('format', () => {
  it.each([
    [0.4567, '0.46 ml'],
    [12.345, '12.3 ml'],
  ])('writes a volume of %d ml as %s', (ml, text) => expect(format.volume(ml)).toBe(text));

  it.each([
    [0, '0 s'],
    [59.4, '59 s'],
    [59.6, '1 min'],
    [125, '2 min 05 s'],
    [600, '10 min'],
  ])('writes %d seconds as %s', (seconds, text) => expect(format.time(seconds)).toBe(text));

  it.each([
    [4120.3, 'mm³', '4120 mm³'],
    [0.6123, '1', '0.612'],
    [-0.31, '', '−0.31'],
    [1.2e9, '', '1.20 × 10^9'],
    [0.00012, '', '1.20 × 10^−4'],
    [0, '', '0'],
  ])('writes the quantity %d %s as %s', (value, unit, text) => expect(format.quantity(value, unit)).toBe(text));

  it('always shows the sign of a contribution', () => {
    expect(format.signed(0.123)).toBe('+0.12');
    expect(format.signed(-0.123)).toBe('−0.12');
  });
});
