import type { Segment } from '../alnApi';

/** One segment of the outline: a lesion, or the tissue around one. */
export type Lesion = Pick<Segment, 'number' | 'label'>;

export type Colour = readonly [red: number, green: number, blue: number];

/** Told apart by readers with any colour vision, on grey images. */
const palette: readonly Colour[] = [
  [255, 176, 0],
  [86, 180, 233],
  [0, 200, 140],
  [230, 110, 60],
  [214, 130, 190],
  [240, 228, 66],
];

/** Numbers of labels end where a byte ends. */
const lastNumber = 255;

/** The colour of a segment, the same wherever it is shown. */
export function colourOf(number: number): Colour {
  return palette[(number - 1) % palette.length] ?? [255, 176, 0];
}

export function cssColour(number: number): string {
  return `rgb(${colourOf(number).join(' ')})`;
}

/** The first number that is free; undefined when none is. */
export function freeNumber(lesions: readonly Lesion[]): number | undefined {
  const taken = new Set(lesions.map(lesion => lesion.number));
  for (let number = 1; number <= lastNumber; number++) if (!taken.has(number)) return number;
  return undefined;
}

/** The lesion after (1) or before (-1) another one, round and round. */
export function neighbour(lesions: readonly Lesion[], number: number, step: 1 | -1): Lesion | undefined {
  const at = lesions.findIndex(lesion => lesion.number === number);
  return lesions[(at + step + lesions.length) % lesions.length];
}
