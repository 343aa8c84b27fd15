import type { LogisticPrediction } from '../../alnApi';
import * as format from '../../format';
import type { State } from '../../store';
import { strings } from '../../strings';
import { Contributions } from '../explanation/Contributions';
import { CurveChart } from '../explanation/CurveChart';
import { NearestCases } from '../explanation/NearestCases';
import { ScoreScale } from './ScoreScale';
import { Section } from '../Section';
import { Trust } from './Trust';

/** The radscore with its cut-off, the tumour's size and curve, and what the score rests on. */
export function Result({ state: { score, voi, edited, busy } }: { state: State }) {
  if (!voi || (!score && busy)) return null;
  if (!score) {
    return (
      <Section title={strings.resultTitle}>
        <p className="aln-quiet">{strings.waitingForSave}</p>
      </Section>
    );
  }

  return (
    <Section title={strings.resultTitle}>
      {edited && <p className="aln-warning">{strings.outdated}</p>}
      <div className={edited ? 'aln-outdated' : ''} data-cy="aln-result">
        <p className={`aln-verdict aln-${score.burden}`} data-cy="aln-verdict">
          {strings.verdict[score.burden](format.score(score.radscore), format.score(score.cutOff))}
        </p>
        <ScoreScale score={score} />
        <Trust score={score} />
        {score.combinedModel && (
          <p className="aln-combined" data-cy="aln-combined">
            {combined(score.combinedModel)}
          </p>
        )}
        {score.model.demonstration && <p className="aln-warning">{strings.demonstration}</p>}
        {score.warnings.map(warning => (
          <p className="aln-warning" key={warning}>
            {warning}
          </p>
        ))}
        <dl className="aln-facts" data-cy="aln-size">
          <dt>{strings.volume}</dt>
          <dd>{format.volume(score.voi.volumeMl)}</dd>
          <dt>{strings.diameter}</dt>
          <dd>{format.length(score.voi.longestDiameterMm)}</dd>
        </dl>
        <h3>{strings.curveTitle}</h3>
        <CurveChart curve={score.curve} />
        <h3>{strings.contributionsTitle}</h3>
        <Contributions contributions={score.contributions} baseline={score.baseline} />
        <NearestCases cases={score.nearest} />
      </div>
    </Section>
  );
}

function combined({ name, burden, probability, cutOff }: LogisticPrediction): string {
  return strings.combined(name, strings.burden[burden], format.score(probability), format.score(cutOff));
}
