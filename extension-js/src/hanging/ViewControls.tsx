import * as format from '../format';
import { Curve } from '../panel/enhancement/Curve';
import { roleOf } from '../phases';
import { hangingWorkflow, probeWorkflow } from '../session';
import type { State } from '../store';
import { strings } from '../strings';
import { layoutIds } from './layouts';

/** What is shown beside the panel: layout, any phase in the active image, the curve of a point (where there is a score, it stands beside that of the tumour). */
export function ViewControls({ state }: { state: State }) {
  const { layout, derived, probing, phases, pointCurve, score } = state;
  if (!phases) return null;
  return (
    <div className="aln-view" data-cy="aln-view">
      <div className="aln-row" role="group" aria-label={strings.layoutTitle}>
        <span className="aln-grow">{strings.layoutTitle}</span>
        {layoutIds.map(id => (
          <button key={id} title={strings.layouts[id]} aria-label={strings.named(strings.layoutShort[id], strings.layouts[id])} aria-pressed={layout === id} onClick={() => hangingWorkflow.setLayout(id)} data-cy={`aln-layout-${id}`}>
            {strings.layoutShort[id]}
          </button>
        ))}
      </div>
      <div className="aln-row" role="group" aria-label={strings.phaseStripTitle}>
        <span className="aln-grow">{strings.phaseStripTitle}</span>
        {phases.phases.map(({ index, timeSeconds }) => {
          const role = { pre: strings.preContrast, peak: strings.peak, other: strings.otherPhase }[roleOf(phases, index)];
          const name = strings.showPhase(index + 1, role, format.clock(timeSeconds));
          return (
            <button key={index} title={name} aria-label={name} onClick={() => hangingWorkflow.showPhase(index)} data-cy={`aln-phase-${index}`}>
              {index + 1}
            </button>
          );
        })}
      </div>
      <div className="aln-row">
        <button title={strings.pointCurveHint} aria-pressed={probing} onClick={() => probeWorkflow.toggle()} data-cy="aln-probe">
          {strings.pointCurve}
        </button>
        {probing && (
          <span className="aln-quiet" role="status">
            {strings.pointCurveNow}
          </span>
        )}
      </div>
      {pointCurve && !score && (
        <>
          <Curve series={[{ name: strings.curveOfPoint, kind: 'point', points: pointCurve.curve }]} />
          <p className="aln-quiet">
            {strings.curveOfPoint}: <strong>{strings.curveTypes[pointCurve.curveType]}</strong>
          </p>
        </>
      )}
      {derived?.kind === 'waiting' && <p className="aln-quiet" role="status">{strings.derivedWaiting}</p>}
      {derived?.kind === 'failed' && (
        <p className="aln-warning" data-cy="aln-derived-failed">
          {strings.derivedFailed(derived.message)}
        </p>
      )}
    </div>
  );
}
