import type { FeatureMap } from '../../alnApi';
import { gradient } from '../../colourScale';
import * as format from '../../format';
import { captionOf } from '../../mapWorkflow';
import { mapWorkflow } from '../../session';
import type { State } from '../../store';
import { strings, wordFor } from '../../strings';

/** One feature as colours over the tumour; folded away until a reader wants it. */
export function MapSection({ state: { map, voi, edited } }: { state: State }) {
  const onServer = voi !== null && !edited && (voi.saved || voi.algorithmType !== 'MANUAL');
  const missing = voi === null ? strings.mapNeedsOutline : onServer ? null : strings.mapNeedsSave;
  return (
    <details className="aln-section aln-map" data-cy="aln-map">
      <summary>{strings.mapTitle}</summary>
      <div className="aln-row">
        <select aria-label={strings.mapFeature} value={map.feature} onChange={event => void mapWorkflow.choose(event.currentTarget.value)} data-cy="aln-map-feature">
          {Object.entries(strings.mapFeatures).map(([feature, label]) => (
            <option key={feature} value={feature}>
              {label}
            </option>
          ))}
        </select>
        {map.shown || map.progress ? (
          <button onClick={() => mapWorkflow.hide()} data-cy="aln-map-hide">
            {map.progress ? strings.cancel : strings.mapHide}
          </button>
        ) : (
          <button title={missing ?? strings.mapShowHint} disabled={missing !== null} onClick={() => void mapWorkflow.show()} data-cy="aln-map-show">
            {strings.mapShow}
          </button>
        )}
      </div>
      {missing && <p className="aln-quiet">{missing}</p>}
      {map.progress && <progress max={1} value={map.progress.share} aria-label={map.progress.message} />}
      {map.shown && <Legend map={map.shown} />}
      {map.shown && <Opacity opacity={map.opacity} />}
    </details>
  );
}

function Legend({ map }: { map: FeatureMap }) {
  if (map.minimum === null) return <p className="aln-warning">{strings.mapUndefined}</p>;
  const { low, high } = captionOf(map);
  const unitText = wordFor(strings.mapUnits, map.unit) ?? map.unit;
  return (
    <div className="aln-legend" title={map.feature} data-cy="aln-map-legend">
      <div className="aln-legend-bar" role="img" aria-label={strings.mapLegend(low, high, unitText)} style={{ background: gradient }} />
      <div className="aln-legend-ends">
        <span>{low}</span>
        <span>{unitText}</span>
        <span>{high}</span>
      </div>
      <p className="aln-quiet">{strings.mapKernel(2 * map.kernelRadius + 1)}</p>
    </div>
  );
}

function Opacity({ opacity }: { opacity: number }) {
  return (
    <label className="aln-row aln-tools">
      {strings.mapOpacity}
      <input
        className="aln-grow"
        type="range"
        min={0.1}
        max={1}
        step={0.05}
        value={opacity}
        onChange={event => mapWorkflow.setOpacity(event.currentTarget.valueAsNumber)}
        data-cy="aln-map-opacity"
      />
      <output>{format.percent(opacity)}</output>
    </label>
  );
}
