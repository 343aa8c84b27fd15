import { patientPosition, pixelAt, type ImagePlane } from '../imagePlane';
import type { Pixel } from '../viewer';

type Point3 = [number, number, number];

/** The slices of the peak phase in the patient, by their keys: what is drawn on any image lands on them. */
export class Grid {
  private readonly spacing: number;

  constructor(private readonly planes: ReadonlyMap<string, ImagePlane>) {
    this.spacing = spacingOf([...planes.values()]);
  }

  /** The pixel at a place in the patient; undefined where no slice is near. */
  placeAt(world: Readonly<Point3>): Pixel | undefined {
    let best: { key: string; plane: ImagePlane; off: number } | undefined;
    for (const [key, plane] of this.planes) {
      const off = Math.abs(distance(plane, world));
      if (!best || off < best.off) best = { key, plane, off };
    }

    return best && best.off <= this.spacing / 2 + 0.01 ? { slice: best.key, ...pixelAt(best.plane, world) } : undefined;
  }

  /** Where the middle of a pixel lies in the patient. */
  worldOf({ slice, column, row }: Pixel): Point3 | undefined {
    const plane = this.planes.get(slice);
    return plane && patientPosition(plane, column, row);
  }

  /** Whether a place lies on the slice that passes through a point of the patient at right angles to a direction. */
  isOn(place: Pixel, through: Readonly<Point3>, normal: Readonly<Point3>): boolean {
    const world = this.worldOf(place);
    return world !== undefined && Math.abs(dot(normal, [world[0] - through[0], world[1] - through[1], world[2] - through[2]])) <= this.spacing / 2;
  }

  /** A box around a rectangle of a slice, as deep as the rectangle is wide or high. */
  deepened(first: Pixel, last: Pixel): { first: Pixel; last: Pixel } {
    const plane = this.planes.get(first.slice);
    if (!plane) return { first, last };
    const side = Math.max(Math.abs(last.column - first.column) * plane.columnPixelSpacing, Math.abs(last.row - first.row) * plane.rowPixelSpacing);
    const near = [...this.planes]
      .map(([key, other]) => ({ key, offset: distance(plane, [...other.imagePositionPatient]) }))
      .filter(({ offset }) => Math.abs(offset) <= side / 2)
      .sort((a, b) => a.offset - b.offset);
    return { first: { ...first, slice: near[0]?.key ?? first.slice }, last: { ...last, slice: near.at(-1)?.key ?? last.slice } };
  }

  /** Whether the slice through a point of the patient passes a box. */
  passes({ first, last }: { first: Pixel; last: Pixel }, through: Readonly<Point3>): boolean {
    const [near, far] = [this.planes.get(first.slice), this.planes.get(last.slice)];
    if (!near || !far) return false;
    const half = this.spacing / 2;
    return distance(near, through) >= -half && distance(far, through) <= half;
  }

  planeOf(key: string): ImagePlane | undefined {
    return this.planes.get(key);
  }
}

const dot = (a: Readonly<Point3>, b: Readonly<Point3>) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

function normalOf({ rowCosines: r, columnCosines: c }: ImagePlane): Point3 {
  return [r[1] * c[2] - r[2] * c[1], r[2] * c[0] - r[0] * c[2], r[0] * c[1] - r[1] * c[0]];
}

function distance(plane: ImagePlane, world: Readonly<Point3>): number {
  const [x, y, z] = plane.imagePositionPatient;
  return dot(normalOf(plane), [world[0] - x, world[1] - y, world[2] - z]);
}

/** Distance of neighbouring slices, mm; of a single slice, its pixels' distance. */
function spacingOf(planes: ImagePlane[]): number {
  const [first] = planes;
  if (!first) return 0;
  const offsets = planes.map(plane => distance(first, [...plane.imagePositionPatient])).sort((a, b) => a - b);
  const gaps = offsets.slice(1).map((offset, i) => offset - (offsets[i] ?? offset));
  return gaps.length > 0 ? Math.min(...gaps) : first.rowPixelSpacing;
}
