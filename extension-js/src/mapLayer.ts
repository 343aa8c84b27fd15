import type { FeatureMap } from './alnApi';
import { paint } from './colourScale';
import { placement } from './imagePlane';
import { keyOfImage } from './imageSlice';
import { drawLegend, type MapCaption } from './mapLegend';
import type { StackViewport } from './ohif';
import { sliceKeys } from './slice';

const canvasClass = 'aln-map-layer';
const rendered = 'CORNERSTONE_IMAGE_RENDERED';

/**
 * A coloured picture over the images, with its legend: a canvas of its own above each viewport,
 * redrawn whenever cornerstone has drawn the image beneath. A slice is known by
 * its key, so the picture appears where its slice does, whatever
 * the layout, and nowhere else.
 */
export function createMapLayer(viewports: () => StackViewport[]) {
  let slices = new Map<string, HTMLCanvasElement>();
  let caption: MapCaption = { title: '', low: '', high: '' };
  let opacity = 1;

  const viewportOf = (element: EventTarget | null) => viewports().find(viewport => viewport.element === element);

  function draw(viewport: StackViewport): void {
    const imageId = viewport.getCurrentImageId();
    const key = imageId && keyOfImage(imageId);
    const picture = key ? slices.get(key) : undefined;
    const plane = imageId ? window.cornerstone.metaData.get('imagePlaneModule', imageId) : undefined;
    const layer = layerOf(viewport.element);
    const context = layer.getContext('2d');
    if (!context) return;
    const { width, height } = viewport.element.getBoundingClientRect();
    const ratio = window.devicePixelRatio || 1;
    layer.width = Math.round(width * ratio);
    layer.height = Math.round(height * ratio);
    if (!picture || !plane) return;
    const [a, b, c, d, e, f] = placement(plane, world => viewport.worldToCanvas(world));
    context.setTransform(a * ratio, b * ratio, c * ratio, d * ratio, e * ratio, f * ratio);
    context.imageSmoothingEnabled = false;
    context.globalAlpha = opacity;
    context.drawImage(picture, 0, 0);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.globalAlpha = 1;
    drawLegend(context, { width, height }, caption);
  }

  // Cornerstone's events do not bubble, but they are captured on their way down.
  function onRendered(event: Event): void {
    const viewport = viewportOf(event.target);
    if (viewport) draw(viewport);
  }

  return {
    show(map: FeatureMap, values: Float32Array, legend: MapCaption): void {
      slices = picturesOf(map, values);
      caption = legend;
      document.addEventListener(rendered, onRendered, true);
      viewports().forEach(draw);
    },

    setOpacity(share: number): void {
      opacity = share;
      if (slices.size > 0) viewports().forEach(draw);
    },

    hide(): void {
      slices = new Map();
      document.removeEventListener(rendered, onRendered, true);
      document.querySelectorAll(`.${canvasClass}`).forEach(layer => layer.remove());
    },
  };
}

/** The slices of a map as pictures, one pixel per voxel, by the key of their slice. */
function picturesOf(map: FeatureMap, values: Float32Array): Map<string, HTMLCanvasElement> {
  const size = map.rows * map.columns;
  return new Map(
    sliceKeys(map).map((key, k) => {
      const picture = document.createElement('canvas');
      picture.width = map.columns;
      picture.height = map.rows;
      const pixels = paint(values.subarray(k * size, (k + 1) * size), map.minimum ?? 0, map.maximum ?? 0);
      picture.getContext('2d')?.putImageData(new ImageData(pixels, map.columns, map.rows), 0, 0);
      return [key, picture];
    })
  );
}

/** The canvas above a viewport, beneath OHIF's annotations; made where it is missing. */
function layerOf(element: HTMLDivElement): HTMLCanvasElement {
  const existing = element.querySelector<HTMLCanvasElement>(`.${canvasClass}`);
  if (existing) return existing;
  const layer = document.createElement('canvas');
  layer.className = canvasClass;
  Object.assign(layer.style, { position: 'absolute', inset: '0', width: '100%', height: '100%', pointerEvents: 'none' });
  const image = element.querySelector('canvas');
  if (image) image.after(layer);
  else element.append(layer);
  return layer;
}
