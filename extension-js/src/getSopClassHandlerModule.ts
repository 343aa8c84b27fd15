import * as format from './format';
import { sopClassHandlerId, sopClassHandlerName } from './id';
import type { DisplaySet, ExtensionParameters, Instance, SopClassHandler } from './ohif';
import { groupByPhase, roleOf } from './phases';
import { store } from './session';
import { strings } from './strings';
import type { Phase, Phases } from './alnApi';

const stackHandlerId = '@ohif/extension-default.sopClassHandlerModule.stack';
const magneticResonance = [
  '1.2.840.10008.5.1.4.1.1.4',
  '1.2.840.10008.5.1.4.1.1.4.1',
  '1.2.840.10008.5.1.4.1.1.4.4',
];

/**
 * Makes one display set for each phase, whether the phases are series of
 * their own or share one; OHIF would show a shared series as one long stack.
 * Series without a phase are left to OHIF's own handler.
 */
export function getSopClassHandlerModule({ extensionManager }: ExtensionParameters): SopClassHandler[] {
  function getDisplaySetsFromSeries(instances: Instance[]): DisplaySet[] {
    const { phases } = store.get();
    const stack = extensionManager.getModuleEntry(stackHandlerId);
    if (!phases || !stack) return [];
    const groups = groupByPhase(phases, instances);
    if (groups.every(([phase]) => phase === undefined)) return [];
    const phasesInSeries = groups.filter(([phase]) => phase !== undefined).length;
    return groups.flatMap(([phase, members]) =>
      stack.getDisplaySetsFromSeries(members).map(displaySet => label(displaySet, phases, phase, phasesInSeries > 1))
    );
  }

  return [{ name: sopClassHandlerName, sopClassUids: magneticResonance, getDisplaySetsFromSeries }];
}

function label(displaySet: DisplaySet, phases: Phases, phase: Phase | undefined, isShared: boolean): DisplaySet {
  displaySet.setAttributes({ SOPClassHandlerId: sopClassHandlerId });
  if (!phase) return displaySet;
  const role = roleOf(phases, phase.index);
  const name = { pre: strings.preContrast, peak: strings.peak, other: strings.otherPhase }[role];
  const alnPhaseLabel = strings.phaseAt(name, format.time(phase.timeSeconds));
  displaySet.setAttributes({ alnRole: role, alnPhaseLabel });
  if (isShared) displaySet.setAttributes({ SeriesDescription: alnPhaseLabel, label: alnPhaseLabel });
  return displaySet;
}
