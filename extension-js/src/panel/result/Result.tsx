import type { State } from '../../store';
import { strings } from '../../strings';
import { Section } from '../Section';
import { CentreChooser } from './CentreChooser';
import { ScoreScale } from './ScoreScale';
import { Size } from './Size';
import { Trust } from './Trust';
import { verdictOf } from './verdict';

/** The answer: one sentence, its scale, how far it can be trusted, and the size and side of the tumour. */
export function Result({ state }: { state: State }) {
  const { score, previousScore, voi, edited, liveScore, busy } = state;
  if (!voi || (!score && busy)) return null;
  if (!score) {
    return (
      <Section title={strings.resultTitle}>
        <p className="aln-quiet">{edited || (!voi.saved && voi.algorithmType === 'MANUAL') ? strings.waitingForSave : strings.noScore}</p>
        <CentreChooser state={state} />
      </Section>
    );
  }

  return (
    <Section title={strings.resultTitle}>
      <div className={liveScore === 'current' ? '' : 'aln-outdated'} data-cy="aln-result" data-live-score={liveScore}>
        <p className={`aln-verdict aln-${score.burden}`} role="status" data-cy="aln-verdict">
          {verdictOf(score)}
        </p>
        <ScoreScale score={score} earlier={previousScore} />
        {liveScore === 'failed' && <p className="aln-warning">{strings.outdated}</p>}
        <Trust score={score} />
        <Size voi={score.voi} />
        <CentreChooser state={state} />
        {score.model.demonstration && <p className="aln-warning">{strings.demonstration}</p>}
        {score.warnings.map(warning => (
          <p className="aln-warning" key={warning} lang="en">
            {warning}
          </p>
        ))}
      </div>
    </Section>
  );
}
