import type { DerivedImages } from '../apiTypes';
import type { LayoutId } from './layouts';

/** Subtraction and projections: being made, made, or why they could not be. */
export type DerivedState = { kind: 'waiting' } | { kind: 'ready'; images: DerivedImages } | { kind: 'failed'; message: string };

/** A place in the patient, LPS mm. */
export type Point = [number, number, number];

/** What is on the screen beside the panel. */
export interface HangingState {
  /** Null where OHIF's own layouts are in use. */
  layout: LayoutId | null;
  derived: DerivedState | null;
  /** Whether clicks on the images ask for the curve of a point. */
  probing: boolean;
  /** The point whose curve is shown. */
  probe: Point | null;
}

export const initialHanging: HangingState = { layout: null, derived: null, probing: false, probe: null };
