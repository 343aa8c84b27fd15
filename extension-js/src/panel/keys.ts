import type { KeyboardEvent } from 'react';

const ofButtons = ['Enter', ' '];
const ofFields = [...ofButtons, 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'PageUp', 'PageDown'];

/** OHIF binds Enter and the arrows for the whole page; on a control of the panel they belong to that control. */
export function keepKeys(event: KeyboardEvent): void {
  const { target, key } = event;
  if (!(target instanceof Element)) return;
  const keys = target.matches('input, select, textarea') ? ofFields : target.matches('button, summary') ? ofButtons : [];
  if (keys.includes(key)) event.stopPropagation();
}
