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

/** Begin of the peak phase after that of the first phase with contrast agent, s. */
export function peakAfterFirst(phases: Phases): number {
  const first = phases.phases.find(phase => phase.index === phases.preContrastIndex + 1);
  return (peak(phases)?.timeSeconds ?? NaN) - (first?.timeSeconds ?? NaN);
}

/** The phase that an image is a slice of. */
export function phaseOf(phases: Phases, sopInstanceUid: string): Phase | undefined {
  return phases.phases.find(phase => phase.sopInstanceUids.includes(sopInstanceUid));
}

/** The slice of the peak phase at the same position as a slice of any phase. */
export function sameSliceInPeak(phases: Phases, sopInstanceUid: string): string | undefined {
  for (const phase of phases.phases) {
    const k = phase.sopInstanceUids.indexOf(sopInstanceUid);
    if (k >= 0) return peak(phases)?.sopInstanceUids[k];
  }

  return undefined;
}
