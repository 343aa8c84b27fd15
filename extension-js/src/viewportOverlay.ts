import type { DisplaySet } from './ohif';
import { strings } from './strings';

interface OverlayProps {
  displaySet?: DisplaySet;
  referenceInstance?: { StudyDate?: string };
  formatters: { formatDate(date: string): string };
}

/** Computed images are named by their role; what they are for stands where others have the scanner's description. */
function descriptionOf(displaySet: DisplaySet | undefined): string | undefined {
  const isComputed = displaySet?.alnRole !== undefined && displaySet.alnPhase === undefined;
  return isComputed ? strings.researchUse : displaySet?.instances[0]?.SeriesDescription;
}

/** Names the phase in the corner of its viewport, where OHIF names the series. */
export const viewportOverlay = {
  'viewportOverlay.topLeft': [
    {
      id: 'StudyDate',
      inheritsFrom: 'ohif.overlayItem',
      condition: ({ referenceInstance }: OverlayProps) => referenceInstance?.StudyDate,
      contentF: ({ referenceInstance, formatters }: OverlayProps) => formatters.formatDate(referenceInstance?.StudyDate ?? ''),
    },
    {
      id: 'AlnPhase',
      inheritsFrom: 'ohif.overlayItem',
      condition: ({ displaySet }: OverlayProps) => displaySet?.alnPhaseLabel,
      contentF: ({ displaySet }: OverlayProps) => displaySet?.alnPhaseLabel ?? '',
    },
    {
      id: 'SeriesDescription',
      inheritsFrom: 'ohif.overlayItem',
      condition: ({ displaySet }: OverlayProps) => descriptionOf(displaySet),
      contentF: ({ displaySet }: OverlayProps) => descriptionOf(displaySet) ?? '',
    },
  ],
};
