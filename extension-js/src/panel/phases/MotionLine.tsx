import type { Motion, PhaseMotion } from '../../alnApi';
import * as format from '../../format';
import { strings } from '../../strings';

/** How far the patient moved between the phases, and what a correction gains or has gained. */
export function MotionLine({ motion, corrected }: { motion: Motion | null; corrected: PhaseMotion[] }) {
  const done = worst(corrected);
  if (done) {
    return (
      <p className="aln-quiet" data-cy="aln-motion">
        {strings.motionCorrected(format.length(done.meanMm), format.score(done.agreementBefore), format.score(done.agreementAfter))}
      </p>
    );
  }

  const most = motion && worst(motion.phases);
  if (!motion || !most) return null;
  if (!motion.isNoticeable) {
    return (
      <p className="aln-quiet" data-cy="aln-motion">
        {strings.motionStill(format.length(most.meanMm))}
      </p>
    );
  }

  return (
    <p className="aln-warning" data-cy="aln-motion">
      {strings.motionNoticeable(format.length(most.meanMm), most.phaseIndex + 1)}{' '}
      {strings.motionGain(format.score(most.agreementBefore), format.score(most.agreementAfter))}
    </p>
  );
}

function worst(phases: PhaseMotion[]): PhaseMotion | undefined {
  return phases.reduce<PhaseMotion | undefined>((most, phase) => (most && most.meanMm >= phase.meanMm ? most : phase), undefined);
}
