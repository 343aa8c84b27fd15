import type { Phase, Phases } from '../alnApi';
import * as format from '../format';
import { peak, preContrast } from '../phases';
import { strings } from '../strings';
import { Section } from './Section';

/** Which phases were taken as pre-contrast and peak, when they were, and why. */
export function PhasesSection({ phases }: { phases: Phases | null }) {
  const pre = phases && preContrast(phases);
  const top = phases && peak(phases);
  if (!phases || !pre || !top) return null;
  return (
    <Section title={strings.phasesTitle}>
      <dl className="aln-facts" data-cy="aln-phases">
        <dt>{strings.preContrast}</dt>
        <dd>{describe(pre)}</dd>
        <dt>{strings.peak}</dt>
        <dd>
          {describe(top)}
          <span className="aln-quiet">{strings.afterPre(format.time(top.timeSeconds - pre.timeSeconds))}</span>
        </dd>
      </dl>
      {phases.warnings.map(warning => (
        <p className="aln-warning" key={warning}>
          {warning}
        </p>
      ))}
      <details>
        <summary>{strings.howChosen}</summary>
        <p>{phases.explanation}</p>
        <p>{strings.phasesCount(phases.phases.length)}</p>
      </details>
    </Section>
  );
}

function describe({ seriesNumber, seriesDescription, index }: Phase): string {
  const name = seriesDescription || `${strings.otherPhase} ${index + 1}`;
  return seriesNumber === null ? name : `${name} (${strings.series} ${seriesNumber})`;
}
