import { useState } from 'react';
import type { Contribution } from '../../alnApi';
import * as format from '../../format';
import { strings } from '../../strings';

const shownAtFirst = 6;

/** The features by the weight they had in this score, each with a plain line and its value. */
export function Contributions({ contributions, baseline }: { contributions: Contribution[]; baseline: number }) {
  const [all, setAll] = useState(false);
  const sorted = [...contributions].sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  const largest = Math.abs(sorted[0]?.contribution ?? 1) || 1;
  const hidden = sorted.length - shownAtFirst;
  return (
    <>
      <p className="aln-quiet">{strings.contributionsHint(format.score(baseline))}</p>
      <ul className="aln-contributions" data-cy="aln-contributions">
        {sorted.slice(0, all ? undefined : shownAtFirst).map(item => (
          <Row key={item.feature} item={item} share={Math.abs(item.contribution) / largest} />
        ))}
      </ul>
      {!all && hidden > 0 && <button onClick={() => setAll(true)}>{strings.moreFeatures(hidden)}</button>}
    </>
  );
}

function Row({ item, share }: { item: Contribution; share: number }) {
  const raises = item.contribution >= 0;
  const place = strings.percentile(Math.round(item.percentile));
  return (
    <li title={item.feature}>
      <div className="aln-row">
        <span className="aln-grow">{format.sentence(item.explanation)}</span>
        <span className="aln-number">{item.standardError > 0 ? `${format.signed(item.contribution)} ± ${format.score(item.standardError)}` : format.signed(item.contribution)}</span>
      </div>
      <div className="aln-bar" role="img" aria-label={`${raises ? strings.raises : strings.lowers} ${format.signed(item.contribution)}`}>
        <span className={raises ? 'aln-raises' : 'aln-lowers'} style={{ width: `${share * 50}%` }} />
      </div>
      <p className="aln-quiet">{`${item.label}: ${format.quantity(item.value, item.unit)}${harmonised(item)}, ${place}`}</p>
    </li>
  );
}

/** The value that the model scores, where it differs in what is shown. */
function harmonised({ value, harmonisedValue, unit }: Contribution): string {
  const scored = format.quantity(harmonisedValue, unit);
  return scored === format.quantity(value, unit) ? '' : ` (${strings.harmonised} ${scored})`;
}
