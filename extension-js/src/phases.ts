import type { Phase, Phases } from './alnApi';
import { sliceKeys } from './slice';

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
 * Splits the slices of one series into its phases, in the order of the
 * phases. Slices that belong to no phase come last under `undefined`.
 */
export function groupByPhase<T>(phases: Phases, slices: readonly T[], keyOf: (slice: T) => string): [Phase | undefined, T[]][] {
  const phaseOfKey = new Map(phases.phases.flatMap(phase => sliceKeys(phase).map(key => [key, phase] as const)));
  const groups = new Map<Phase | undefined, T[]>();
  for (const slice of slices) {
    const phase = phaseOfKey.get(keyOf(slice));
    const group = groups.get(phase);
    if (group) group.push(slice);
    else groups.set(phase, [slice]);
  }

  return [...groups].sort(([a], [b]) => (a?.index ?? Infinity) - (b?.index ?? Infinity));
}

/** Begin of the peak phase after that of the first phase with contrast agent, s. */
export function peakAfterFirst(phases: Phases): number {
  const first = phases.phases.find(phase => phase.index === phases.preContrastIndex + 1);
  return (peak(phases)?.timeSeconds ?? NaN) - (first?.timeSeconds ?? NaN);
}

/** The phase that a slice belongs to. */
export function phaseOf(phases: Phases, key: string): Phase | undefined {
  return phases.phases.find(phase => sliceKeys(phase).includes(key));
}

/** The slice of the peak phase at the same position as a slice of any phase. */
export function sameSliceInPeak(phases: Phases, key: string): string | undefined {
  const phase = phaseOf(phases, key);
  const inPeak = peak(phases);
  return phase && inPeak && sliceKeys(inPeak)[sliceKeys(phase).indexOf(key)];
}
