import type { FeatureMap } from '../../alnApi';
import { gradient } from '../../colourScale';
import * as format from '../../format';
import { captionOf } from '../../mapWorkflow';
import { mapWorkflow } from '../../session';
import { strings, wordFor } from '../../strings';

/** What the colours over the tumour stand for. */
export function Legend({ map }: { map: FeatureMap }) {
  if (map.minimum === null) return <p className="aln-warning">{strings.mapUndefined}</p>;
  const { low, high } = captionOf(map);
  const unitText = wordFor(strings.mapUnits, map.unit) ?? map.unit;
  const [image = 'original'] = map.feature.split('_');
  return (
    <div className="aln-legend" title={map.feature} data-cy="aln-map-legend">
      <div className="aln-legend-bar" role="img" aria-label={strings.mapLegend(low, high, unitText)} style={{ background: gradient }} />
      <div className="aln-legend-ends">
        <span>{low}</span>
        <span>{unitText}</span>
        <span>{high}</span>
      </div>
      <p className="aln-quiet">
        {strings.mapKernel(2 * map.kernelRadius + 1)} {image !== 'original' && strings.mapFiltered(image)}
      </p>
    </div>
  );
}

/** How strongly the colours cover the image. */
export function Opacity({ opacity }: { opacity: number }) {
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
