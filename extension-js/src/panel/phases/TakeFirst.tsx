import { phaseWorkflow } from '../../session';
import { strings } from '../../strings';
import { Section } from '../Section';

/** A way on where the headers name a contrast agent in every series, the one before the injection included. */
export function TakeFirst({ disabled }: { disabled: boolean }) {
  return (
    <Section title={strings.phasesTitle}>
      <p className="aln-warning">{strings.takeFirstHint}</p>
      <button disabled={disabled} onClick={() => void phaseWorkflow.takeFirst()} data-cy="aln-take-first">
        {strings.takeFirst}
      </button>
    </Section>
  );
}
