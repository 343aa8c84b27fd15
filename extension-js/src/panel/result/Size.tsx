import type { VoiSize } from '../../alnApi';
import * as format from '../../format';
import { strings } from '../../strings';

/** How large the outlined tumour is, and in which breast. */
export function Size({ voi: { volumeMl, longestDiameterMm, longestAxialMm, perpendicularMm, side } }: { voi: VoiSize }) {
  return (
    <dl className="aln-size" data-cy="aln-size">
      <Fact name={strings.volume} value={format.volume(volumeMl)} />
      <Fact name={strings.diameter} value={format.length(longestDiameterMm)} hint={strings.diameterHint} />
      <Fact name={strings.axial} value={format.area(longestAxialMm, perpendicularMm)} hint={strings.axialHint} />
      <Fact name={strings.side} value={side ? strings.sides[side] : strings.sides.unknown} />
    </dl>
  );
}

function Fact({ name, value, hint }: { name: string; value: string; hint?: string }) {
  return (
    <div title={hint}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
