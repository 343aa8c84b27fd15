import { sopClassHandlerId, sopClassHandlerName } from './id';
import type { DisplaySet, ExtensionParameters, Instance, SopClassHandler } from './ohif';
import { keyOfInstance, slicesOf } from './imageSlice';
import { derivedRole, labelDerived } from './hanging/derivedImages';
import { labelPhase } from './phaseLabel';
import { groupByPhase } from './phases';
import { store } from './session';

const stackHandlerId = '@ohif/extension-default.sopClassHandlerModule.stack';
const magneticResonance = [
  '1.2.840.10008.5.1.4.1.1.4',
  '1.2.840.10008.5.1.4.1.1.4.1',
  '1.2.840.10008.5.1.4.1.1.4.4',
];

function computed(stack: SopClassHandler, instances: Instance[], role: 'subtraction' | 'projection'): DisplaySet[] {
  return stack.getDisplaySetsFromSeries(instances).map(displaySet => {
    displaySet.setAttributes({ SOPClassHandlerId: sopClassHandlerId });
    labelDerived(displaySet, role);
    return displaySet;
  });
}

/**
 * Makes one display set for each phase, whether the phases are series of
 * their own, share one or lie in one multi-frame image; OHIF would show what
 * is shared as one long stack.
 * Series without a phase are left to OHIF's own handler.
 */
export function getSopClassHandlerModule({ extensionManager }: ExtensionParameters): SopClassHandler[] {
  function getDisplaySetsFromSeries(instances: Instance[]): DisplaySet[] {
    const { phases, derived } = store.get();
    const stack = extensionManager.getModuleEntry(stackHandlerId);
    if (!phases || !stack) return [];
    const role = derived?.kind === 'ready' && instances[0] ? derivedRole(derived.images, instances[0].SeriesInstanceUID) : undefined;
    if (role) return computed(stack, instances, role);
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
