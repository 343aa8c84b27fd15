import type { StackViewport } from '../ohif';
import type { Point } from './state';

/**
 * Takes presses and drags of the left button on the images until the signal is
 * aborted. It listens on the window, ahead of OHIF; wheel and other buttons go
 * on turning slices, zooming and moving.
 */
export function listenForPoints(viewports: () => StackViewport[], listener: (point: Point) => void, signal: AbortSignal): void {
  const elements = () => viewports().map(({ element }) => element);
  elements().forEach(element => (element.style.cursor = 'crosshair'));
  signal.addEventListener('abort', () => elements().forEach(element => (element.style.cursor = '')), { once: true });
  window.addEventListener(
    'pointerdown',
    event => {
      const viewport = event.button === 0 ? viewports().find(({ element }) => isImageAt(element, event)) : undefined;
      if (!viewport) return;
      event.stopPropagation();
      window.addEventListener('mousedown', press => press.stopPropagation(), { capture: true, once: true });
      listener(placeAt(viewport, event));
      followTo(viewport, listener);
    },
    { capture: true, signal }
  );
}

function followTo(viewport: StackViewport, listener: (point: Point) => void): void {
  const stop = new AbortController();
  const options = { capture: true, signal: stop.signal };
  window.addEventListener('pointermove', event => listener(placeAt(viewport, event)), options);
  window.addEventListener('pointerup', () => stop.abort(), options);
  window.addEventListener('pointercancel', () => stop.abort(), options);
}

/** Whether the press is on the image itself, not on a menu that lies over it. */
function isImageAt(element: HTMLDivElement, { clientX, clientY, target }: MouseEvent): boolean {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  const onButton = target instanceof Element && target.closest('button, input, select, [role="menu"], [role="dialog"]') !== null;
  return !onButton && clientX >= left && clientX < right && clientY >= top && clientY < bottom;
}

function placeAt(viewport: StackViewport, { clientX, clientY }: MouseEvent): Point {
  const { left, top } = viewport.element.getBoundingClientRect();
  return viewport.canvasToWorld([clientX - left, clientY - top]);
}
