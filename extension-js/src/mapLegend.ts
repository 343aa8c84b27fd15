import { colourAt } from './colourScale';

const width = 140;
const height = 8;
const bottom = 18;
const lineHeight = 16;

/** What the colours stand for, small at the foot of the image they cover; `low` and `high` are already written out. */
export interface MapCaption {
  title: string;
  low: string;
  high: string;
}

/** Draws the legend in the middle of the lower edge; the context is in CSS pixels. */
export function drawLegend(context: CanvasRenderingContext2D, viewport: { width: number; height: number }, { title, low, high }: MapCaption): void {
  const left = Math.round((viewport.width - width) / 2);
  const top = viewport.height - bottom - height;
  for (let x = 0; x < width; x++) {
    context.fillStyle = `rgb(${colourAt(x / (width - 1)).join(' ')})`;
    context.fillRect(left + x, top, 1, height);
  }

  context.font = '12px Inter, sans-serif';
  context.fillStyle = '#e8edf7';
  context.shadowColor = '#000';
  context.shadowBlur = 3;
  context.textBaseline = 'middle';
  context.textAlign = 'right';
  context.fillText(low, left - 8, top + height / 2);
  context.textAlign = 'left';
  context.fillText(high, left + width + 8, top + height / 2);
  context.textAlign = 'center';
  context.fillText(title, left + width / 2, top - lineHeight / 2 - 2);
  context.shadowBlur = 0;
}
