import type { Phase, Phases } from './alnApi';
import * as format from './format';
import type { DisplaySet } from './ohif';
import { roleOf } from './phases';
import { strings } from './strings';

/** Writes on the images of a phase what it was taken as and when; phases that share a series are listed by that. */
export function labelPhase(displaySet: DisplaySet, phases: Phases, phase: Phase): void {
  const role = roleOf(phases, phase.index);
  const name = { pre: strings.preContrast, peak: strings.peak, other: strings.otherPhase }[role];
  const alnPhaseLabel = strings.phaseAt(name, format.time(phase.timeSeconds));
  displaySet.setAttributes({ alnPhase: phase.index, alnRole: role, alnPhaseLabel });
  const isShared = phases.phases.filter(other => other.seriesInstanceUid === phase.seriesInstanceUid).length > 1;
  if (isShared) displaySet.setAttributes({ SeriesDescription: alnPhaseLabel, label: alnPhaseLabel });
}
