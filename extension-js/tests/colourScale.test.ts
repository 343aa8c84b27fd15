import { describe, expect, it } from 'vitest';
import { colourAt, paint } from '../src/colourScale';

describe('colour scale', () => {
  it('runs from dark violet to yellow', () => {
    expect(colourAt(0)).toEqual([68, 1, 84]);
    expect(colourAt(1)).toEqual([253, 231, 37]);
    expect(colourAt(-3)).toEqual(colourAt(0));
    expect(colourAt(7)).toEqual(colourAt(1));
  });

  it('grows brighter all the way, so that it reads without colour vision', () => {
    const luminances = Array.from({ length: 256 }, (_, n) => {
      const [red, green, blue] = colourAt(n / 255);
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    });
    luminances.slice(1).forEach((luminance, n) => expect(luminance).toBeGreaterThan((luminances[n] ?? 0) - 0.5));
    expect((luminances.at(-1) ?? 0) - (luminances[0] ?? 0)).toBeGreaterThan(190);
  });

  it('paints values and leaves what is not a number transparent', () => {
    const pixels = paint(Float32Array.of(10, Number.NaN, 20), 10, 20);
    expect([...pixels.subarray(0, 4)]).toEqual([...colourAt(0), 255]);
    expect([...pixels.subarray(4, 8)]).toEqual([0, 0, 0, 0]);
    expect([...pixels.subarray(8, 12)]).toEqual([...colourAt(1), 255]);
  });

  it('paints a map of one value in the middle colour', () => {
    expect([...paint(Float32Array.of(5), 5, 5).subarray(0, 3)]).toEqual([...colourAt(0.5)]);
  });
});
