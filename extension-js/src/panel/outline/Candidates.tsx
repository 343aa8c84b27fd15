import type { Candidate } from '../../alnApi';
import * as format from '../../format';
import { workflow } from '../../session';
import type { State } from '../../store';
import { strings } from '../../strings';

/** What the search found, most suspicious first: go to it, take it as the outline, reject it. */
export function Candidates({ state, disabled }: { state: State; disabled: boolean }) {
  const { candidates } = state;
  if (candidates.length === 0) return null;
  return (
    <details className="aln-candidates" data-cy="aln-candidates">
      <summary>{strings.editing.candidates(candidates.length)}</summary>
      <p className="aln-quiet">{strings.candidatesHint}</p>
      <ol>
        {candidates.map(candidate => (
          <Row key={candidate.rank} candidate={candidate} state={state} disabled={disabled} />
        ))}
      </ol>
    </details>
  );
}

function Row({ candidate, state: { candidates, rejected, taken, edited }, disabled }: { candidate: Candidate; state: State; disabled: boolean }) {
  const { rank } = candidate;
  const isTaken = taken === rank;
  const isRejected = rejected.includes(rank);
  const blocked = disabled || edited;
  const hint = (text: string) => (edited ? strings.saveFirst : text);
  return (
    <li className={isRejected ? 'aln-rejected' : ''} aria-current={isTaken || undefined} data-cy={`aln-candidate-${rank}`}>
      <p>
        <strong>{strings.candidate(rank, format.volume(candidate.volumeMm3 / 1000))}</strong>
        <span className="aln-quiet">{describe(candidate, candidates[0], isTaken, isRejected)}</span>
      </p>
      <div className="aln-row">
        <button aria-label={strings.goToCandidate(rank)} onClick={() => void workflow.goToCandidate(candidate)} data-cy="aln-candidate-go">
          {strings.goTo}
        </button>
        {!isTaken && (
          <button
            aria-label={strings.takeCandidate(rank)}
            title={hint(strings.takeCandidate(rank))}
            disabled={blocked}
            onClick={() => void workflow.takeCandidate(candidate)}
            data-cy="aln-candidate-take"
          >
            {strings.take}
          </button>
        )}
        {isRejected ? (
          <button aria-label={strings.restoreCandidate(rank)} onClick={() => workflow.restoreCandidate(candidate)} data-cy="aln-candidate-restore">
            {strings.restore}
          </button>
        ) : (
          <button
            aria-label={strings.rejectCandidate(rank)}
            title={hint(strings.rejectCandidate(rank))}
            disabled={blocked}
            onClick={() => void workflow.rejectCandidate(candidate)}
            data-cy="aln-candidate-reject"
          >
            {strings.reject}
          </button>
        )}
      </div>
    </li>
  );
}

function describe(candidate: Candidate, first: Candidate | undefined, isTaken: boolean, isRejected: boolean): string {
  const share = first && first.score > 0 ? candidate.score / first.score : 1;
  const status = isTaken ? `, ${strings.candidateTaken}` : isRejected ? `, ${strings.candidateRejected}` : '';
  return strings.candidateSuspicion(format.percent(share)) + status;
}
