import type { StackViewport } from '../ohif';
import type { Grid } from './grid';
import type { PromptKind } from './state';
import type { Pixel } from '../viewer';
import { way } from './voxels';

/** What the reader drew with one press of the mouse. */
export interface Drawn {
  places: Pixel[];
  /** Whether Ctrl was held: it says what is not tumour, as it makes the brush erase. */
  withCtrl: boolean;
}

export interface DrawingListener {
  /** While the button is down. */
  onDrawing(drawn: Drawn): void;
  onDrawn(drawn: Drawn): void;
}

/**
 * Takes presses of the left button on the images for points, strokes or a box
 * until the signal is aborted. It listens on the window, ahead of OHIF; wheel
 * and other buttons go on turning slices, zooming and moving.
 */
export function listenForDrawing(kind: PromptKind, viewports: () => StackViewport[], grid: () => Grid, listener: DrawingListener, signal: AbortSignal): void {
  const elements = () => viewports().map(({ element }) => element);
  elements().forEach(element => (element.style.cursor = 'crosshair'));
  signal.addEventListener('abort', () => elements().forEach(element => (element.style.cursor = '')), { once: true });

  window.addEventListener(
    'pointerdown',
    event => {
      const viewport = viewports().find(({ element }) => isImageAt(element, event));
      const start = event.button === 0 && viewport ? placeAt(viewport, grid(), event) : undefined;
      if (!viewport || !start) return;
      event.stopPropagation();
      window.addEventListener('mousedown', press => press.stopPropagation(), { capture: true, once: true });
      follow(kind, viewport, grid(), { places: [start], withCtrl: event.ctrlKey }, listener);
    },
    { capture: true, signal }
  );
}

function follow(kind: PromptKind, viewport: StackViewport, grid: Grid, first: Drawn, listener: DrawingListener): void {
  let drawn = first;
  const stop = new AbortController();
  const options = { capture: true, signal: stop.signal };
  window.addEventListener(
    'pointermove',
    event => {
      const place = kind === 'points' ? undefined : placeAt(viewport, grid, event);
      const last = drawn.places.at(-1);
      const [start] = drawn.places;
      if (!place || !last || !start || place.slice !== start.slice) return;
      drawn = { ...drawn, places: kind === 'box' ? [start, place] : [...drawn.places, ...way(last, place).slice(1)] };
      listener.onDrawing(drawn);
    },
    options
  );
  const finish = () => {
    stop.abort();
    listener.onDrawn(drawn);
  };
  window.addEventListener('pointerup', finish, options);
  window.addEventListener('pointercancel', finish, options);
}

/** Whether the press is on the image itself, not on a menu that lies over it. */
function isImageAt(element: HTMLDivElement, { clientX, clientY, target }: MouseEvent): boolean {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  const onButton = target instanceof Element && target.closest('button, input, select, [role="menu"], [role="dialog"]') !== null;
  return !onButton && clientX >= left && clientX < right && clientY >= top && clientY < bottom;
}

function placeAt(viewport: StackViewport, grid: Grid, event: MouseEvent): Pixel | undefined {
  const { left, top } = viewport.element.getBoundingClientRect();
  return grid.placeAt(viewport.canvasToWorld([event.clientX - left, event.clientY - top]));
}
