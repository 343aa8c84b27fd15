import { createCanvasLayer, type Sheet } from '../canvasLayer';
import { placement } from '../imagePlane';
import { slicesByKey, type Labelmap } from '../labelmap';
import type { StackViewport } from '../ohif';
import type { Grid } from './grid';
import type { Prompt } from './state';
import type { Pixel } from '../viewer';

const layerName = 'aln-prompt-layer';
const inside = '#ffb000';
const outside = '#56b4e9';
const shellColour: [number, number, number, number] = [120, 220, 255, 70];

/** What the panel's tools draw above the images. */
export interface Marks {
  prompt: Prompt;
  /** The tissue around the tumour. */
  shell: Labelmap | null;
}

/** Points, strokes, box and shell on canvases of their own above the viewports; OHIF's tools cannot change them. */
export function createMarks(viewports: () => StackViewport[], grid: () => Grid) {
  let marks: Marks = { prompt: { foreground: [], background: [], box: null }, shell: null };
  let shellPictures = new Map<string, HTMLCanvasElement>();

  const layer = createCanvasLayer(layerName, viewports, draw);

  function draw({ context, ratio }: Sheet, viewport: StackViewport): void {
    drawShell(context, viewport, ratio);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawPrompt(context, viewport);
  }

  function drawShell(context: CanvasRenderingContext2D, viewport: StackViewport, ratio: number): void {
    const through = viewport.getCamera().focalPoint;
    const key = grid().placeAt(through)?.slice;
    const picture = key ? shellPictures.get(key) : undefined;
    const plane = key ? grid().planeOf(key) : undefined;
    if (!picture || !plane || !viewport.getCurrentImageId?.()) return;
    const [a, b, c, d, e, f] = placement(plane, world => viewport.worldToCanvas(world));
    context.setTransform(a * ratio, b * ratio, c * ratio, d * ratio, e * ratio, f * ratio);
    context.imageSmoothingEnabled = false;
    context.drawImage(picture, 0, 0);
  }

  function drawPrompt(context: CanvasRenderingContext2D, viewport: StackViewport): void {
    const { foreground, background, box } = marks.prompt;
    const { focalPoint, viewPlaneNormal } = viewport.getCamera();
    const canvas = (place: Pixel) => {
      const world = grid().worldOf(place);
      return world && viewport.worldToCanvas(world);
    };
    const here = (place: Pixel) => grid().isOn(place, focalPoint, viewPlaneNormal);
    for (const [places, colour] of [[foreground, inside], [background, outside]] as const) {
      for (const place of places) {
        const at = here(place) ? canvas(place) : undefined;
        if (at) dot(context, at, colour, places === background);
      }
    }

    if (!box || !grid().passes(box, focalPoint)) return;
    const [from, to] = [canvas(box.first), canvas(box.last)];
    if (!from || !to) return;
    context.strokeStyle = inside;
    context.lineWidth = 1.5;
    context.setLineDash([6, 4]);
    context.strokeRect(Math.min(from[0], to[0]), Math.min(from[1], to[1]), Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1]));
    context.setLineDash([]);
  }

  return {
    show(next: Marks): void {
      if (next.shell !== marks.shell) shellPictures = next.shell ? picturesOf(next.shell) : new Map();
      marks = next;
      const { foreground, background, box } = marks.prompt;
      if (foreground.length + background.length === 0 && !box && !marks.shell) {
        layer.stop();
        return;
      }

      layer.start();
      layer.redraw();
    },
  };
}

/** A dot with a plus or a minus, so that the two kinds differ by more than colour. */
function dot(context: CanvasRenderingContext2D, [x, y]: readonly [number, number], colour: string, isMinus: boolean): void {
  context.beginPath();
  context.arc(x, y, 4, 0, 2 * Math.PI);
  context.fillStyle = colour;
  context.fill();
  context.strokeStyle = '#000';
  context.lineWidth = 1;
  context.stroke();
  context.fillStyle = '#000';
  context.fillRect(x - 2.5, y - 0.5, 5, 1);
  if (!isMinus) context.fillRect(x - 0.5, y - 2.5, 1, 5);
}

function picturesOf(shell: Labelmap): Map<string, HTMLCanvasElement> {
  const pictures = new Map<string, HTMLCanvasElement>();
  for (const [key, slice] of slicesByKey(shell)) {
    if (!slice.some(label => label !== 0)) continue;
    const picture = document.createElement('canvas');
    picture.width = shell.columns;
    picture.height = shell.rows;
    const pixels = new ImageData(shell.columns, shell.rows);
    slice.forEach((label, i) => {
      if (label !== 0) pixels.data.set(shellColour, 4 * i);
    });
    picture.getContext('2d')?.putImageData(pixels, 0, 0);
    pictures.set(key, picture);
  }

  return pictures;
}
