import { sopClassHandlerId, sopClassHandlerName } from './id';
import type { DisplaySet, ExtensionParameters, Instance, SopClassHandler } from './ohif';
import { keyOfInstance, slicesOf } from './imageSlice';
import { labelPhase } from './phaseLabel';
import { groupByPhase } from './phases';
import { store } from './session';

const stackHandlerId = '@ohif/extension-default.sopClassHandlerModule.stack';
const magneticResonance = [
  '1.2.840.10008.5.1.4.1.1.4',
  '1.2.840.10008.5.1.4.1.1.4.1',
  '1.2.840.10008.5.1.4.1.1.4.4',
];

/**
 * Makes one display set for each phase, whether the phases are series of
 * their own, share one or lie in one multi-frame image; OHIF would show what
 * is shared as one long stack.
 * Series without a phase are left to OHIF's own handler.
 */
export function getSopClassHandlerModule({ extensionManager }: ExtensionParameters): SopClassHandler[] {
  function getDisplaySetsFromSeries(instances: Instance[]): DisplaySet[] {
    const { phases } = store.get();
    const stack = extensionManager.getModuleEntry(stackHandlerId);
    if (!phases || !stack) return [];
    const [dataSource] = extensionManager.getActiveDataSource();
    const slices = dataSource ? instances.flatMap(instance => slicesOf(instance, dataSource)) : instances;
    const groups = groupByPhase(phases, slices, keyOfInstance);
    if (groups.every(([phase]) => phase === undefined)) return [];
    return groups.flatMap(([phase, members]) =>
      stack.getDisplaySetsFromSeries(members).map(displaySet => {
        displaySet.setAttributes({ SOPClassHandlerId: sopClassHandlerId });
        if (phase) labelPhase(displaySet, phases, phase);
        return displaySet;
      })
    );
  }

  return [{ name: sopClassHandlerName, sopClassUids: magneticResonance, getDisplaySetsFromSeries }];
}
