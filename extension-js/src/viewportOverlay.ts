import type { DisplaySet } from './ohif';

interface OverlayProps {
  displaySet?: DisplaySet;
  referenceInstance?: { StudyDate?: string };
  formatters: { formatDate(date: string): string };
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
      condition: ({ displaySet }: OverlayProps) => displaySet?.instances[0]?.SeriesDescription,
      contentF: ({ displaySet }: OverlayProps) => displaySet?.instances[0]?.SeriesDescription ?? '',
    },
  ],
};
