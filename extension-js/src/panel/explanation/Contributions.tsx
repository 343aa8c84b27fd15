import { scaleLinear, type ScaleLinear } from 'd3-scale';
import { useState } from 'react';
import type { Radscore } from '../../alnApi';
import * as format from '../../format';
import { featureWords, strings } from '../../strings';
import type { State } from '../../store';
import { Section } from '../Section';
import { FeatureRow } from './FeatureRow';
import { rangeOf, stepsOf } from './waterfall';

const shownAtFirst = 8;
export const waterfallWidth = 320;

/** What each feature adds to the score, from what the model says without the images down to the radscore. */
export function Contributions({ state, score }: { state: State; score: Radscore }) {
  const [all, setAll] = useState(false);
  const steps = stepsOf(score.contributions, score.baseline);
  const x = scaleLinear(rangeOf(steps, score.baseline, score.cutOff), [0, waterfallWidth]);
  const shown = all ? steps : steps.slice(0, shownAtFirst);
  const hidden = steps.length - shown.length;
  return (
    <Section title={strings.contributionsTitle}>
      <p className="aln-quiet">{strings.contributionsHint}</p>
      <EndRow name={strings.baseline} value={score.baseline} x={x} cutOff={score.cutOff} />
      <ol className="aln-contributions" data-cy="aln-contributions">
        {shown.map(step => (
          <FeatureRow key={step.item.feature} step={step} words={featureWords(step.item)} x={x} score={score} state={state} />
        ))}
      </ol>
      {hidden > 0 && <button onClick={() => setAll(true)}>{strings.moreFeatures(hidden)}</button>}
      <EndRow name={strings.resultTitle} value={score.radscore} x={x} cutOff={score.cutOff} />
    </Section>
  );
}

/** Where the waterfall begins and where it ends. */
function EndRow({ name, value, x, cutOff }: { name: string; value: number; x: ScaleLinear<number, number>; cutOff: number }) {
  return (
    <div className="aln-waterfall-end">
      <p className="aln-row">
        <strong className="aln-grow">{name}</strong>
        <strong className="aln-number">{format.score(value)}</strong>
      </p>
      <svg className="aln-waterfall" viewBox={`0 0 ${waterfallWidth} 12`} aria-hidden="true">
        <line className="aln-waterfall-cut" x1={x(cutOff)} x2={x(cutOff)} y1={0} y2={12} />
        <rect className="aln-waterfall-point" x={x(value) - 1.5} y={0} width={3} height={12} />
      </svg>
    </div>
  );
}
