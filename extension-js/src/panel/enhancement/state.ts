import type { Kinetics, PointCurve } from '../../alnApi';

/** How the tumour takes up the contrast agent. */
export interface EnhancementState {
  /** Curve types of the outline that is scored; null while they are not known. */
  kinetics: Kinetics | null;
  /** The curve of a point in the images; null where none was chosen. */
  pointCurve: PointCurve | null;
}

export const initialEnhancement: EnhancementState = { kinetics: null, pointCurve: null };
