import type { Phase, Phases } from './alnApi';

export type Role = 'pre' | 'peak' | 'other';

/** What the phase at `index` was taken as. */
export function roleOf(phases: Phases, index: number): Role {
  if (index === phases.peakIndex) return 'peak';
  return index === phases.preContrastIndex ? 'pre' : 'other';
}

export function preContrast(phases: Phases): Phase | undefined {
  return phases.phases.find(phase => phase.index === phases.preContrastIndex);
}

export function peak(phases: Phases): Phase | undefined {
  return phases.phases.find(phase => phase.index === phases.peakIndex);
}

/**
 * Splits the instances of one series into its phases, in the order of the
 * phases. Instances that belong to no phase come last under `undefined`.
 */
export function groupByPhase<T extends { SOPInstanceUID: string }>(phases: Phases, instances: readonly T[]): [Phase | undefined, T[]][] {
  const phaseOf = new Map(phases.phases.flatMap(phase => phase.sopInstanceUids.map(uid => [uid, phase] as const)));
  const groups = new Map<Phase | undefined, T[]>();
  for (const instance of instances) {
    const phase = phaseOf.get(instance.SOPInstanceUID);
    groups.set(phase, [...(groups.get(phase) ?? []), instance]);
  }

  return [...groups].sort(([a], [b]) => (a?.index ?? Infinity) - (b?.index ?? Infinity));
}

/** The slice of the peak phase at the same position as a slice of any phase. */
export function sameSliceInPeak(phases: Phases, sopInstanceUid: string): string | undefined {
  for (const phase of phases.phases) {
    const k = phase.sopInstanceUids.indexOf(sopInstanceUid);
    if (k >= 0) return peak(phases)?.sopInstanceUids[k];
  }

  return undefined;
}
