import type { FeatureMap } from './alnApi';
import { createCanvasLayer, type Sheet } from './canvasLayer';
import { paint } from './colourScale';
import { placement } from './imagePlane';
import { keyOfImage } from './imageSlice';
import { drawLegend, type MapCaption } from './mapLegend';
import type { StackViewport } from './ohif';
import { sliceKeys } from './slice';

const layerName = 'aln-map-layer';

/**
 * A coloured picture over the images, with its legend. A slice is known by
 * its key, so the picture appears where its slice does, whatever
 * the layout, and nowhere else.
 */
export function createMapLayer(viewports: () => StackViewport[]) {
  let slices = new Map<string, HTMLCanvasElement>();
  let caption: MapCaption = { title: '', low: '', high: '' };
  let opacity = 1;

  function draw({ context, width, height, ratio }: Sheet, viewport: StackViewport): void {
    const imageId = viewport.getCurrentImageId();
    const key = imageId && keyOfImage(imageId);
    const picture = key ? slices.get(key) : undefined;
    const plane = imageId ? window.cornerstone.metaData.get('imagePlaneModule', imageId) : undefined;
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

  const layer = createCanvasLayer(layerName, viewports, draw);

  return {
    show(map: FeatureMap, values: Float32Array, legend: MapCaption): void {
      slices = picturesOf(map, values);
      caption = legend;
      layer.start();
      layer.redraw();
    },

    setOpacity(share: number): void {
      opacity = share;
      if (slices.size > 0) layer.redraw();
    },

    hide(): void {
      slices = new Map();
      layer.stop();
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
