import { mapWorkflow } from '../../session';
import type { State } from '../../store';
import { strings } from '../../strings';
import { Legend, Opacity } from './MapLegend';

/** One feature as colours over the tumour; folded away until a reader wants it. */
export function MapSection({ state: { map, voi, edited } }: { state: State }) {
  const onServer = voi !== null && !edited && (voi.saved || voi.algorithmType !== 'MANUAL');
  const own = map.ofModel === null;
  const missing = voi === null ? strings.mapNeedsOutline : onServer ? null : strings.mapNeedsSave;
  return (
    <details className="aln-section aln-map" data-cy="aln-map">
      <summary>{strings.mapTitle}</summary>
      <div className="aln-row">
        <select aria-label={strings.mapFeature} value={own ? map.feature : ''} onChange={event => void mapWorkflow.choose(event.currentTarget.value)} data-cy="aln-map-feature">
          {!own && <option value="" disabled>{strings.mapChoose}</option>}
          {Object.entries(strings.mapFeatures).map(([feature, label]) => (
            <option key={feature} value={feature}>
              {label}
            </option>
          ))}
        </select>
        {own && (map.shown || map.progress) ? (
          <button onClick={() => mapWorkflow.hide()} data-cy="aln-map-hide">
            {map.progress ? strings.cancel : strings.mapHide}
          </button>
        ) : (
          <button title={missing ?? strings.mapShowHint} disabled={missing !== null || !own} onClick={() => void mapWorkflow.show()} data-cy="aln-map-show">
            {strings.mapShow}
          </button>
        )}
      </div>
      {missing && <p className="aln-quiet">{missing}</p>}
      {own && map.progress && <progress max={1} value={map.progress.share} aria-label={map.progress.message} />}
      {own && map.shown && <Legend map={map.shown} />}
      {own && map.shown && <Opacity opacity={map.opacity} />}
    </details>
  );
}
