import { assemble, slicesByKey, type Labelmap } from '../labelmap';
import type { Pixel } from '../viewer';

/** The voxels of one slice before and after an edit. */
export interface SliceChange {
  key: string;
  before: Uint8Array;
  after: Uint8Array;
}

/** The slices in which two labelmaps of the same images differ, copied, so that an edit can be taken back. */
export function changes(before: Labelmap, after: Labelmap): SliceChange[] {
  const old = slicesByKey(before);
  return [...slicesByKey(after)].flatMap(([key, slice]) => {
    const former = old.get(key);
    return former && former.some((label, i) => label !== slice[i]) ? [{ key, before: former.slice(), after: slice.slice() }] : [];
  });
}

/** Gives a lesion another shape: the voxels of `shape` above 0, as far as no other lesion has them. */
export function reshaped(labelmap: Labelmap, shape: Labelmap, number: number): Labelmap {
  const shapes = slicesByKey(shape);
  const slices = new Map<string, Uint8Array>();
  for (const [key, slice] of slicesByKey(labelmap)) {
    const wanted = shapes.get(key);
    slices.set(key, slice.map((label, i) => (label === 0 || label === number ? (wanted?.[i] ? number : 0) : label)));
  }

  return assemble(labelmap.slices, labelmap.rows, labelmap.columns, slices);
}

/** The labelmap with the slices of a part of it in their places. */
export function withSlices(labelmap: Labelmap, part: Labelmap): Labelmap {
  return assemble(labelmap.slices, labelmap.rows, labelmap.columns, new Map([...slicesByKey(labelmap), ...slicesByKey(part)]));
}

/** The labelmap without one lesion. */
export function without(labelmap: Labelmap, number: number): Labelmap {
  return { ...labelmap, voxels: labelmap.voxels.map(label => (label === number ? 0 : label)) };
}

/** One lesion alone, under the label 1. */
export function alone(labelmap: Labelmap, number: number): Labelmap {
  return { ...labelmap, voxels: labelmap.voxels.map(label => (label === number ? 1 : 0)) };
}

/** The slices from the first with a voxel to the last, with `room` more at both ends; all of them where there is no voxel. */
export function spanned(labelmap: Labelmap, room = 0): Labelmap {
  const slices = slicesByKey(labelmap);
  const { slices: keys, rows, columns } = labelmap;
  const filled = keys.flatMap((key, k) => (slices.get(key)?.some(label => label !== 0) ? [k] : []));
  const [first, last] = [filled[0], filled.at(-1)];
  if (first === undefined || last === undefined) return labelmap;
  return assemble(keys.slice(Math.max(0, first - room), last + room + 1), rows, columns, slices);
}

/** Which labels occur. */
export function labelsIn(labelmap: Labelmap): Set<number> {
  const seen = new Set<number>();
  for (const label of labelmap.voxels) if (label !== 0) seen.add(label);
  return seen;
}

/** Of a lesion's largest slice, the voxel nearest to the middle; undefined where it has none. */
export function middleOf(labelmap: Labelmap, number: number): Pixel | undefined {
  let best: { key: string; inside: number[] } | undefined;
  for (const [key, slice] of slicesByKey(labelmap)) {
    const inside: number[] = [];
    slice.forEach((label, i) => {
      if (label === number) inside.push(i);
    });
    if (inside.length > (best?.inside.length ?? 0)) best = { key, inside };
  }

  if (!best) return undefined;
  const places = best.inside.map(i => ({ column: i % labelmap.columns, row: Math.floor(i / labelmap.columns) }));
  const mean = (of: (place: { column: number; row: number }) => number) => places.reduce((sum, place) => sum + of(place), 0) / places.length;
  const [column, row] = [mean(place => place.column), mean(place => place.row)];
  const off = (place: { column: number; row: number }) => (place.column - column) ** 2 + (place.row - row) ** 2;
  const nearest = places.reduce((near, place) => (off(place) < off(near) ? place : near));
  return { slice: best.key, ...nearest };
}

/** The pixels on the straight way from one to another of the same slice, both included. */
export function way(from: Pixel, to: Pixel): Pixel[] {
  const steps = Math.max(Math.abs(to.column - from.column), Math.abs(to.row - from.row));
  if (steps === 0) return [from];
  return Array.from({ length: steps + 1 }, (_, n) => ({
    slice: from.slice,
    column: Math.round(from.column + ((to.column - from.column) * n) / steps),
    row: Math.round(from.row + ((to.row - from.row) * n) / steps),
  }));
}
