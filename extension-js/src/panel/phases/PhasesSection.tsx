import type { Phase, Phases } from '../../alnApi';
import * as format from '../../format';
import { peak, peakAfterFirst, preContrast } from '../../phases';
import { phaseWorkflow } from '../../session';
import type { State } from '../../store';
import { strings } from '../../strings';
import { ViewControls } from '../../hanging/ViewControls';
import { MotionLine } from './MotionLine';
import { TakeFirst } from './TakeFirst';
import { Section } from '../Section';

/** Which phases were taken as pre-contrast and peak, when they were, why, and how to change that. */
export function PhasesSection({ state }: { state: State }) {
  const { phases, positions, motion, busy, edited } = state;
  const pre = phases && preContrast(phases);
  const top = phases && peak(phases);
  if (positions.length > 0) return <Positions positions={positions} />;
  if (state.contrastEverywhere) return <TakeFirst disabled={busy !== null} />;
  if (!phases || !pre || !top) return null;
  const offers = offersOf(state, phases);
  return (
    <Section title={strings.phasesTitle}>
      <ViewControls state={state} />
      <dl className="aln-facts" data-cy="aln-phases">
        <dt>{strings.preContrast}</dt>
        <dd>{describe(pre)}</dd>
        <dt>{strings.peak}</dt>
        <dd>
          {describe(top)}
          <span className="aln-quiet">{strings.afterFirstPost(format.clock(peakAfterFirst(phases)))}</span>
        </dd>
      </dl>
      {phases.choice && <p className="aln-state" data-cy="aln-phases-chosen">{strings.chosenByReader}</p>}
      {phases.warnings
        .filter(warning => !offers.some(offer => offer.reason === warning))
        .map(warning => (
          <p className="aln-warning" key={warning}>
            {warning}
          </p>
        ))}
      {offers.map(({ peakIndex, reason }) => (
        <div className="aln-warning" key={reason}>
          <p>{reason}</p>
          <button disabled={busy !== null || edited} onClick={() => void phaseWorkflow.choose({ peakIndex })}>
            {strings.usePhase(peakIndex + 1)}
          </button>
        </div>
      ))}
      <MotionLine motion={motion} corrected={phases.correctedMotion} />
      <Chooser phases={phases} disabled={busy !== null || edited} hint={edited ? strings.saveFirst : undefined} />
      <details>
        <summary>{strings.howChosen}</summary>
        <p>{phases.explanation}</p>
        <p>{strings.phasesCount(phases.phases.length)}</p>
      </details>
    </Section>
  );
}

/** Phases that may serve better as the peak: those almost as strong, and the one in which the outline enhances most. */
function offersOf({ localPeak }: State, phases: Phases): { peakIndex: number; reason: string }[] {
  const inOutline =
    localPeak && localPeak.peakIndex !== phases.peakIndex && localPeak.currentPeakIndex === phases.peakIndex
      ? [{ peakIndex: localPeak.peakIndex, reason: strings.localPeak(localPeak.peakIndex + 1) }]
      : [];
  return [...inOutline, ...phases.alternatives];
}

function Chooser({ phases, disabled, hint }: { phases: Phases; disabled: boolean; hint: string | undefined }) {
  const { preContrastIndex, peakIndex } = phases;
  const last = phases.phases.length - 1;
  return (
    <details data-cy="aln-phases-change">
      <summary>{strings.changePhases}</summary>
      <fieldset className="aln-tools" disabled={disabled} title={hint}>
        <Choice
          label={strings.choosePre}
          name="aln-choose-pre"
          value={preContrastIndex}
          options={phases.phases.filter(phase => phase.index < last)}
          onChange={index => void phaseWorkflow.choose({ preContrastIndex: index, peakIndex: peakIndex > index ? peakIndex : index + 1 })}
        />
        <Choice
          label={strings.choosePeak}
          name="aln-choose-peak"
          value={peakIndex}
          options={phases.phases.filter(phase => phase.index > preContrastIndex)}
          onChange={index => void phaseWorkflow.choose({ preContrastIndex, peakIndex: index })}
        />
        <label className="aln-choice">
          {strings.motionLabel}
          <select
            value={phases.choice?.motion ?? 'none'}
            onChange={event => void phaseWorkflow.choose({ motion: event.currentTarget.value as 'none' | 'translation' | 'rigid' })}
            data-cy="aln-choose-motion"
          >
            {Object.entries(strings.motionModels).map(([model, text]) => (
              <option key={model} value={model}>
                {text}
              </option>
            ))}
          </select>
        </label>
        <button
          title={strings.backToAutomaticHint}
          disabled={phases.choice === null}
          onClick={() => void phaseWorkflow.automatic()}
          data-cy="aln-phases-automatic"
        >
          {strings.backToAutomatic}
        </button>
      </fieldset>
    </details>
  );
}

function Choice({ label, name, value, options, onChange }: { label: string; name: string; value: number; options: Phase[]; onChange(index: number): void }) {
  return (
    <label className="aln-choice">
      {label}
      <select value={value} onChange={event => onChange(Number(event.currentTarget.value))} data-cy={name}>
        {options.map(phase => (
          <option key={phase.index} value={phase.index}>
            {strings.phaseOption(phase.index + 1, format.clock(phase.timeSeconds), describe(phase))}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The positions of a patient who was repositioned: one of them has to be chosen. */
function Positions({ positions }: { positions: State['positions'] }) {
  return (
    <Section title={strings.phasesTitle}>
      {positions.map(({ frameOfReferenceUid, phases, series }) => (
        <div className="aln-warning" key={frameOfReferenceUid}>
          <p>{series.join(', ')}</p>
          <button disabled={phases < 2} onClick={() => void phaseWorkflow.choosePosition(frameOfReferenceUid)}>
            {strings.choosePosition(phases)}
          </button>
        </div>
      ))}
    </Section>
  );
}

function describe({ seriesNumber, seriesDescription, index }: Phase): string {
  const name = seriesDescription || `${strings.otherPhase} ${index + 1}`;
  return seriesNumber === null ? name : `${name} (${strings.series} ${seriesNumber})`;
}
