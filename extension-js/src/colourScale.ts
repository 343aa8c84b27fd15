/**
 * The colours of feature maps: viridis, which grows evenly brighter from dark
 * violet to yellow and is told apart by colour-blind readers too.
 */

type Colour = readonly [red: number, green: number, blue: number];

/** Viridis (Smith and van der Walt, CC0) at ten places from low to high. */
const stops: readonly Colour[] = [
  [68, 1, 84],
  [72, 40, 120],
  [62, 73, 137],
  [49, 104, 142],
  [38, 130, 142],
  [31, 158, 137],
  [53, 183, 121],
  [110, 206, 88],
  [181, 222, 43],
  [253, 231, 37],
];

const steps = 256;
const table = Array.from({ length: steps }, (_, n) => between(n / (steps - 1)));

/** Colour of a place on the scale, 0 lowest to 1 highest. */
export function colourAt(share: number): Colour {
  return table[Math.round(Math.min(Math.max(share, 0), 1) * (steps - 1))] ?? [0, 0, 0];
}

/** The scale from left to right, for the legend. */
export const gradient = `linear-gradient(to right, ${stops.map(([red, green, blue]) => `rgb(${red} ${green} ${blue})`).join(', ')})`;

/** Pixels of one slice; what is not a number stays transparent. */
export function paint(values: Float32Array, minimum: number, maximum: number): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(values.length * 4);
  const span = maximum - minimum;
  values.forEach((value, n) => {
    if (Number.isNaN(value)) return;
    pixels.set(colourAt(span > 0 ? (value - minimum) / span : 0.5), n * 4);
    pixels[n * 4 + 3] = 255;
  });
  return pixels;
}

function between(share: number): Colour {
  const place = share * (stops.length - 1);
  const below = Math.min(Math.floor(place), stops.length - 2);
  const part = place - below;
  const from = stops[below] ?? [0, 0, 0];
  const to = stops[below + 1] ?? from;
  const mix = (channel: 0 | 1 | 2) => Math.round(from[channel] + (to[channel] - from[channel]) * part);
  return [mix(0), mix(1), mix(2)];
}
