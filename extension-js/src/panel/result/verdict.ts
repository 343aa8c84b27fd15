import type { Radscore } from '../../alnApi';
import * as format from '../../format';
import { strings } from '../../strings';

/** The one sentence. Where rounding makes score and cut-off look the same, it says on which side the score lies. */
export function verdictOf({ radscore, cutOff, burden }: Pick<Radscore, 'radscore' | 'cutOff' | 'burden'>): string {
  const score = format.score(radscore);
  const limit = format.score(cutOff);
  const { high, highAt, low, lowAt } = strings.verdict;
  if (burden === 'high') return score === limit ? highAt(score, limit) : high(score, limit);
  return score === limit ? lowAt(score, limit) : low(score, limit);
}
