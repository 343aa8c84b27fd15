import { hangingHotkeys } from '../hanging/customization';
import { strings } from '../strings';

/** A key as OHIF's settings of hotkeys know it. */
export interface Hotkey {
  commandName: string;
  commandOptions?: Record<string, unknown>;
  label: string;
  keys: string | string[];
  isEditable?: boolean;
}

const words = strings.editing.keys;

const editingHotkeys: Hotkey[] = [
  { commandName: 'alnBrushSmaller', label: words.brushSmaller, keys: ['['] },
  { commandName: 'alnBrushLarger', label: words.brushLarger, keys: [']'] },
  { commandName: 'alnNextLesion', label: words.nextLesion, keys: ['j'] },
  { commandName: 'alnPreviousLesion', label: words.previousLesion, keys: ['k'] },
  { commandName: 'alnAddLesion', label: words.addLesion, keys: ['a'] },
  { commandName: 'alnToggleOverlay', label: words.toggleOverlay, keys: ['o'] },
  { commandName: 'alnGoToTumour', label: words.goToTumour, keys: ['g'] },
  { commandName: 'alnPoints', label: words.points, keys: ['p'] },
  { commandName: 'alnAccept', label: words.accept, keys: ['ctrl+enter'] },
  { commandName: 'alnHelp', label: words.help, keys: ['?'] },
].map(hotkey => ({ ...hotkey, isEditable: true }));

/** The keys of the mode; readers can choose others in OHIF's settings. */
export const ownHotkeys: Hotkey[] = [...editingHotkeys, ...hangingHotkeys];

/** What ours take the place of: the same keys, on the panel's own tools and list. */
const replaced = ['increaseBrushSize', 'decreaseBrushSize', 'addNewSegment'];

/** OHIF's keys with ours. */
export function withOwnHotkeys(hotkeys: readonly Hotkey[]): Hotkey[] {
  return [...hotkeys.filter(({ commandName }) => !replaced.includes(commandName) && !ownHotkeys.some(own => own.commandName === commandName)), ...ownHotkeys];
}

/** For the mode's customisations. */
export const hotkeyCustomization = { 'ohif.hotkeyBindings': { $apply: withOwnHotkeys } };

/** OHIF's keys that belong to the work on the outline. */
const ofOhif = ['undo', 'redo'];

const keyNames: Record<string, string> = { ctrl: 'Ctrl', shift: 'Shift', alt: 'Alt', enter: 'Enter', space: 'Space' };

/** The keys for the outline as a list to read, the mouse's first. */
export function shortcutsOf(definitions: readonly Hotkey[]): { keys: string; label: string }[] {
  const shown = [...definitions.filter(({ commandName }) => ofOhif.includes(commandName)), ...ownHotkeys.map(own => definitions.find(({ commandName }) => commandName === own.commandName) ?? own)];
  return [{ keys: strings.editing.eraseKeys, label: strings.editing.erase }, ...shown.map(({ keys, label }) => ({ keys: nameOf(keys), label }))];
}

function nameOf(keys: string | readonly string[]): string {
  const combined = typeof keys === 'string' ? keys : keys.join('+');
  return combined.split('+').map(key => keyNames[key] ?? key.toUpperCase()).join(' + ');
}
