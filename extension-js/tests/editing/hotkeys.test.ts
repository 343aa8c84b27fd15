import { describe, expect, it } from 'vitest';
import { ownHotkeys, shortcutsOf, withOwnHotkeys, type Hotkey } from '../../src/editing/hotkeys';

/** OHIF 3.13.2's own keys, as its bundle lists them. */
const ohif: Hotkey[] = [
  ...['z', '+', '-', '=', 'r', 'l', 'h', 'v', 'c', 'i', 'right', 'left', 'pageup', 'pagedown', '.', ',', 'down', 'up', 'home', 'end', 'space', 'esc', '1', '2', '3', '4', 'backspace', 'enter', 'n', 'e', 'b'].map(
    key => ({ commandName: `of ${key}`, label: key, keys: [key] })
  ),
  { commandName: 'undo', label: 'Undo', keys: ['ctrl+z'] },
  { commandName: 'redo', label: 'Redo', keys: ['ctrl+y'] },
  { commandName: 'increaseBrushSize', label: 'Increase Brush Size', keys: [']'] },
  { commandName: 'decreaseBrushSize', label: 'Decrease Brush Size', keys: ['['] },
  { commandName: 'addNewSegment', label: 'Add New Segment', keys: ['a'] },
];

describe('keys', () => {
  it('do not clash with those of OHIF', () => {
    const keys = withOwnHotkeys(ohif).map(({ keys }) => String(keys));
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toHaveLength(ohif.length - 3 + ownHotkeys.length);
  });

  it('can all be changed by the reader, and are taken once when the mode is entered again', () => {
    expect(ownHotkeys.every(({ isEditable }) => isEditable)).toBe(true);
    expect(withOwnHotkeys(withOwnHotkeys(ohif))).toEqual(withOwnHotkeys(ohif));
  });

  it('are listed as they are now, with the reader\'s choices', () => {
    const listed = shortcutsOf([...withOwnHotkeys(ohif).filter(({ commandName }) => commandName !== 'alnNextLesion'), { commandName: 'alnNextLesion', label: 'Next lesion', keys: ['shift', 'x'] }]);
    expect(listed).toContainEqual({ keys: 'Shift + X', label: 'Next lesion' });
    expect(listed).toContainEqual({ keys: 'Ctrl + Z', label: 'Undo' });
    expect(listed[0]?.keys).toBe('Ctrl + drag');
  });
});
