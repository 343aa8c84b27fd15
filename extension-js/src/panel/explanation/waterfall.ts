import type { Contribution } from '../../alnApi';

/** One step of the waterfall: from the score without this feature and the smaller ones to the score with it. */
export interface Step {
  item: Contribution;
  from: number;
  to: number;
}

/** The contributions, the largest first, each begun where the one before ends. */
export function stepsOf(contributions: readonly Contribution[], baseline: number): Step[] {
  let at = baseline;
  return [...contributions]
    .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution))
    .map(item => {
      const from = at;
      at += item.contribution;
      return { item, from, to: at };
    });
}

/** The part of the score's scale that all steps and the cut-off need, with room at both ends. */
export function rangeOf(steps: readonly Step[], baseline: number, cutOff: number): [number, number] {
  const ends = [baseline, cutOff, ...steps.map(step => step.to)];
  const low = Math.min(...ends);
  const high = Math.max(...ends);
  const room = Math.max((high - low) * 0.06, 0.01);
  return [low - room, high + room];
}
