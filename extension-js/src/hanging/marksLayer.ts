import { createCanvasLayer, type Sheet } from '../canvasLayer';
import type { StackViewport } from '../ohif';
import { distanceFrom } from './plane';
import type { Point } from './state';

const layerName = 'aln-marks-layer';
const outlineColour = '#ffb000';
const outlineWidth = 1.8;
const markColour = '#7bc8ff';
/** A point is marked on the slices that it lies in, thick or thin. */
const withinMm = 1.5;

/** An outline as the voxels that it holds. */
export interface Body {
  points: Point[];
  voxelMm: number;
}

/** What is drawn over the images of a viewport. */
export interface Marks {
  /** The point whose curve is shown. */
  probe: Point | null;
  /** Of a projection: the outline, whose silhouette is seen through the patient; null over slices. */
  body: Body | null;
  /** Of a projection: from where it is seen. */
  caption: string;
}

/** Draws what belongs to each viewport above it. */
export function createMarksLayer(viewports: () => StackViewport[], marksOf: (viewport: StackViewport) => Marks) {
  function draw({ context, canvas, width, height, ratio }: Sheet, viewport: StackViewport): void {
    const marks = marksOf(viewport);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    if (marks.body) drawSilhouette(context, marks.body.points.map(point => viewport.worldToCanvas(point)), marks.body.voxelMm * pixelsPerMm(viewport), canvas);
    if (marks.caption) drawCaption(context, marks.caption, width, height);
    if (marks.probe && (marks.body !== null || distanceFrom(viewport.getCamera(), marks.probe) <= withinMm)) drawCross(context, viewport.worldToCanvas(marks.probe));
  }

  return createCanvasLayer(layerName, viewports, draw);
}

function pixelsPerMm(viewport: StackViewport): number {
  const { focalPoint: [x, y, z], viewUp: [a, b, c] } = viewport.getCamera();
  const [from, to] = [viewport.worldToCanvas([x, y, z]), viewport.worldToCanvas([x + a, y + b, z + c])];
  return Math.hypot(to[0] - from[0], to[1] - from[1]);
}

/** A line around what the voxels cover: squares of two sizes, the smaller ones cut out. */
function drawSilhouette(context: CanvasRenderingContext2D, places: [number, number][], voxel: number, layer: HTMLCanvasElement): void {
  const sheet = document.createElement('canvas');
  [sheet.width, sheet.height] = [layer.width, layer.height];
  const pen = sheet.getContext('2d');
  if (!pen) return;
  pen.setTransform(context.getTransform());
  pen.fillStyle = outlineColour;
  for (const [side, operation] of [[voxel + 2 * outlineWidth, 'source-over'], [voxel + 0.5, 'destination-out']] as const) {
    pen.globalCompositeOperation = operation;
    for (const [x, y] of places) pen.fillRect(x - side / 2, y - side / 2, side, side);
  }

  context.save();
  context.resetTransform();
  context.drawImage(sheet, 0, 0);
  context.restore();
}

function drawCaption(context: CanvasRenderingContext2D, caption: string, width: number, height: number): void {
  context.font = '13px Inter, sans-serif';
  context.textAlign = 'center';
  context.fillStyle = '#ffffff';
  context.shadowColor = '#000000';
  context.shadowBlur = 3;
  context.fillText(caption, width / 2, height - 12);
  context.shadowBlur = 0;
}

function drawCross(context: CanvasRenderingContext2D, [x, y]: [number, number]): void {
  for (const [style, lineWidth] of [['#000000', 4], [markColour, 2]] as const) {
    context.strokeStyle = style;
    context.lineWidth = lineWidth;
    context.beginPath();
    for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]] as const) {
      context.moveTo(x + 4 * dx, y + 4 * dy);
      context.lineTo(x + 12 * dx, y + 12 * dy);
    }

    context.stroke();
  }
}
