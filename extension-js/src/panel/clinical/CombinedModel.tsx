import type { LogisticPrediction, Radscore, RadscoreModel } from '../../alnApi';
import * as format from '../../format';
import { fieldWord, strings } from '../../strings';
import { Nomogram } from './Nomogram';

/** The model of clinical values and radscore: its answer, or what would turn it on. */
export function CombinedModel({ model, score, clinical }: { model: RadscoreModel; score: Radscore | null; clinical: Record<string, string> }) {
  if (!model.combinedModel) return <p className="aln-quiet">{strings.noCombinedModel}</p>;
  if (score?.combinedModel) return <Answer prediction={score.combinedModel} />;
  const missing = model.clinicalFields.filter(field => model.combinedModel?.fields.includes(field.key) && clinical[field.key] === undefined);
  return (
    <p className="aln-quiet" data-cy="aln-combined-missing">
      {missing.length > 0 ? strings.combinedNeeds(missing.map(fieldWord).join(', ')) : strings.combinedNeedsScore}
    </p>
  );
}

function Answer({ prediction }: { prediction: LogisticPrediction }) {
  const { burden, probability, cutOff } = prediction;
  return (
    <div className="aln-combined" data-cy="aln-combined">
      <p className={`aln-verdict aln-${burden}`} role="status">
        {strings.combined(strings.burden[burden], format.percent(probability), format.percent(cutOff))}
      </p>
      <Nomogram prediction={prediction} />
    </div>
  );
}
