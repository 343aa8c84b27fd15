import type { StackViewport } from './ohif';

const rendered = 'CORNERSTONE_IMAGE_RENDERED';

/** An empty canvas above a viewport, as large as it. */
export interface Sheet {
  context: CanvasRenderingContext2D;
  canvas: HTMLCanvasElement;
  /** CSS pixels, as cornerstone's canvas coordinates. */
  width: number;
  height: number;
  /** Pixels of the canvas per CSS pixel. */
  ratio: number;
}

/**
 * A canvas of its own above each viewport, redrawn whenever cornerstone has drawn the image beneath. Layers are told apart by their name:
 * two of one name would wipe each other out.
 */
export function createCanvasLayer(name: string, viewports: () => StackViewport[], paint: (sheet: Sheet, viewport: StackViewport) => void) {
  function draw(viewport: StackViewport): void {
    const canvas = canvasOf(viewport.element, name);
    const context = canvas.getContext('2d');
    if (!context) return;
    const { width, height } = viewport.element.getBoundingClientRect();
    const ratio = window.devicePixelRatio || 1;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    paint({ context, canvas, width, height, ratio }, viewport);
  }

  // Cornerstone's events do not bubble, but they are captured on their way down.
  function onRendered(event: Event): void {
    const viewport = viewports().find(each => each.element === event.target);
    if (viewport) draw(viewport);
  }

  return {
    start: () => document.addEventListener(rendered, onRendered, true),
    redraw: () => viewports().forEach(draw),
    stop(): void {
      document.removeEventListener(rendered, onRendered, true);
      document.querySelectorAll(`.${name}`).forEach(canvas => canvas.remove());
    },
  };
}

/** The canvas above a viewport, beneath OHIF's annotations; made where it is missing. */
function canvasOf(element: HTMLDivElement, name: string): HTMLCanvasElement {
  const existing = element.querySelector<HTMLCanvasElement>(`.${name}`);
  if (existing) return existing;
  const canvas = document.createElement('canvas');
  canvas.className = name;
  Object.assign(canvas.style, { position: 'absolute', inset: '0', width: '100%', height: '100%', pointerEvents: 'none' });
  const image = element.querySelector('canvas');
  if (image) image.after(canvas);
  else element.append(canvas);
  return canvas;
}
