import type { Hotkey } from '../editing/hotkeys';
import { hangingProtocolId } from '../id';
import { strings } from '../strings';
import { layoutIcons, layoutIds } from './layouts';

const words = strings.hangingKeys;

/** The keys for images beside the panel; readers can choose others in OHIF's settings. */
export const hangingHotkeys: Hotkey[] = [
  { commandName: 'alnLayout-one', label: words.one, keys: ['shift+1'] },
  { commandName: 'alnLayout-two', label: words.two, keys: ['shift+2'] },
  { commandName: 'alnLayout-four', label: words.four, keys: ['shift+4'] },
  { commandName: 'alnLayout-mpr', label: words.mpr, keys: ['shift+m'] },
  { commandName: 'alnNextPhase', label: words.nextPhase, keys: ['shift+right'] },
  { commandName: 'alnPreviousPhase', label: words.previousPhase, keys: ['shift+left'] },
  { commandName: 'alnPointCurve', label: words.pointCurve, keys: ['shift+t'] },
].map(hotkey => ({ ...hotkey, isEditable: true }));

/** Our arrangements in OHIF's selector of layouts. */
const layoutPresets = () => layoutIds.map(stageId => ({ icon: layoutIcons[stageId], title: strings.layouts[stageId], commandOptions: { protocolId: hangingProtocolId, stageId }, disabled: false }));

/** For the mode's customisations. */
export const hangingCustomization = {
  'layoutSelector.advancedPresetGenerator': { $set: layoutPresets },
};
