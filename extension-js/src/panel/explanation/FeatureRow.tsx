import type { ScaleLinear } from 'd3-scale';
import type { Contribution, Radscore } from '../../alnApi';
import * as format from '../../format';
import { mapWorkflow } from '../../session';
import type { State } from '../../store';
import { strings, type FeatureWords } from '../../strings';
import { Legend, Opacity } from './MapLegend';
import { TrainingStrip } from './TrainingStrip';
import type { Step } from './waterfall';

interface Props {
  step: Step;
  words: FeatureWords;
  x: ScaleLinear<number, number>;
  score: Radscore;
  state: State;
}

/** One feature: what it is, what it adds, its value among the training cases; a press shows it over the images. */
export function FeatureRow({ step: { item, from, to }, words, x, score, state: { map, edited, voi } }: Props) {
  const raises = item.contribution >= 0;
  const amount = item.standardError > 0 ? `${format.signed(item.contribution)} ± ${format.score(item.standardError)}` : format.signed(item.contribution);
  const isMapped = map.ofModel !== null && map.feature === item.feature;
  const settings = item.hasMap && !edited && voi?.id === score.segmentationId ? score.mapSettings : null;
  return (
    <li data-cy="aln-contribution">
      <p className="aln-row">
        <strong className="aln-grow" title={item.feature}>
          {words.label}
        </strong>
        <span className={`aln-number ${raises ? 'aln-high' : 'aln-low'}`} aria-label={`${raises ? strings.raises : strings.lowers} ${amount}`}>
          {amount}
        </span>
      </p>
      <Bar from={x(from)} to={x(to)} cutOff={x(score.cutOff)} raises={raises} />
      <p className="aln-quiet">{format.sentence(words.explanation)}</p>
      <p className="aln-small">{valueOf(item)}</p>
      <TrainingStrip item={item} />
      {item.hasMap ? (
        <button
          className="aln-link"
          aria-pressed={isMapped && (map.shown !== null || map.progress !== null)}
          disabled={settings === null}
          title={settings === null ? strings.mapNeedsSave : strings.featureImageHint}
          onClick={() => settings !== null && void mapWorkflow.toggle(item.feature, { settings, title: words.label })}
          data-cy="aln-feature-image"
        >
          {isMapped && map.shown ? strings.featureImageHide : strings.featureImage}
        </button>
      ) : (
        <p className="aln-quiet">{strings.noFeatureImage}</p>
      )}
      {isMapped && map.progress && <progress max={1} value={map.progress.share} aria-label={map.progress.message} />}
      {isMapped && map.shown && (
        <>
          <Legend map={map.shown} />
          <Opacity opacity={map.opacity} />
        </>
      )}
    </li>
  );
}

/** The step of the waterfall; the thin line is the cut-off. */
function Bar({ from, to, cutOff, raises }: { from: number; to: number; cutOff: number; raises: boolean }) {
  return (
    <svg className="aln-waterfall" viewBox="0 0 320 12" aria-hidden="true">
      <line className="aln-waterfall-cut" x1={cutOff} x2={cutOff} y1={0} y2={12} />
      <line className="aln-waterfall-from" x1={from} x2={from} y1={0} y2={12} />
      <rect className={raises ? 'aln-fill-high' : 'aln-fill-low'} x={Math.min(from, to)} y={1} width={Math.max(Math.abs(to - from), 1)} height={10} />
    </svg>
  );
}

/** The measured value, with the one that the model scores where it differs in what is shown, and its place. */
function valueOf({ value, harmonisedValue, unit, percentile }: Contribution): string {
  const measured = format.quantity(value, format.unitOf(unit));
  const scored = format.quantity(harmonisedValue, format.unitOf(unit));
  const place = strings.percentile(Math.round(percentile));
  return strings.featureValue(scored === measured ? measured : `${measured} (${strings.harmonised} ${scored})`, place);
}
