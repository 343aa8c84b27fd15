import type { DerivedImages } from '../apiTypes';
import type { DisplaySet } from '../ohif';
import { strings } from '../strings';

type DerivedRole = 'subtraction' | 'projection';

/** What a computed series is for; undefined for any other series. */
export function derivedRole(images: DerivedImages, seriesInstanceUid: string): DerivedRole | undefined {
  if (seriesInstanceUid === images.subtractionSeriesUid) return 'subtraction';
  return seriesInstanceUid === images.projectionSeriesUid ? 'projection' : undefined;
}

/** Writes on computed images what they are, where phases are named too. */
export function labelDerived(displaySet: DisplaySet, role: DerivedRole): void {
  displaySet.setAttributes({ alnRole: role, alnPhaseLabel: strings.derivedLabels[role] });
}

/** From where a projection is seen, in words. */
export function viewLabel(degrees: number | null): string {
  if (degrees === null) return strings.fromFeet;
  const name = strings.fromSides[degrees / 90];
  return name ?? strings.turned(degrees);
}
