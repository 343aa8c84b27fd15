import type { Click, SegmentationDescription, Statements } from './apiTypes';

/** What the API of the server takes while an outline is drawn. */

/** A labelmap that is scored while it is drawn. */
export interface ScoringDescription extends SegmentationDescription, Statements {
  /** The segment that is scored. */
  segment: number;
}

/** What is done to a VOI. */
export interface MaskOperation {
  kind: 'smooth' | 'remove-islands' | 'keep-largest' | 'fill-holes' | 'interpolate' | 'margin' | 'shell';
  mm?: number;
  mm3?: number;
}

export interface EditDescription extends SegmentationDescription {
  operation: MaskOperation;
}

/** What a reader drew for a VOI. */
export type PromptRequest =
  | { mode: 'click'; click: Click; fraction: number; radiusMm: number }
  | { mode: 'scribble'; foreground: Click[]; background?: Click[] }
  | { mode: 'box'; box: { first: Click; last: Click } };

/** Limits of a threshold, both included. */
export interface PromptLimits {
  quantity: 'peakSignal' | 'enhancement' | 'percentEnhancement';
  lower: number;
  upper: number | null;
}
