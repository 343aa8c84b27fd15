import type { Radscore } from '../alnApi';
import type { Lesion } from './lesions';
import type { Labelmap } from '../labelmap';
import type { Pixel } from '../viewer';

/** What the panel's own tools draw; the other tools are OHIF's. */
export type PromptKind = 'points' | 'scribble' | 'box';

export type ScissorsShape = 'circle' | 'rectangle';

/** What was drawn for the lesion that is edited, on slices of the peak phase. */
export interface Prompt {
  foreground: Pixel[];
  background: Pixel[];
  box: { first: Pixel; last: Pixel } | null;
}

/** Unsaved edits that an earlier page left in this browser. */
export interface UnsavedOffer {
  key: string;
  savedAt: string;
  lesions: Lesion[];
}

/** How far the score on the screen is behind the outline. */
export type LiveScore = 'current' | 'waiting' | 'failed';

/** The reader's editing: lesions, tools and what is not saved. */
export interface EditingState {
  /** Segments of the outline, in the order of the list. */
  lesions: Lesion[];
  /** The number of the lesion that tools change. */
  activeLesion: number;
  /** The number of the lesion that is scored. */
  indexLesion: number;
  overlayShown: boolean;
  canUndo: boolean;
  canRedo: boolean;
  prompt: Prompt;
  /** Whether the next point or stroke says what is not tumour. */
  excluding: boolean;
  /** Where the outline of a point cuts between background (0) and local peak (1). */
  fraction: number;
  /** Farthest that the outline of a point may reach, mm. */
  reachMm: number;
  scissors: { shape: ScissorsShape; cuts: boolean };
  /** The tissue around the tumour, shown beside the outline; null while it is not. */
  shell: Labelmap | null;
  shellMm: number;
  liveScore: LiveScore;
  /** The score before the last change of the outline; it stays visible beside the new one. */
  previousScore: Radscore | null;
  /** Edits that an earlier page did not save. */
  unsavedOffer: UnsavedOffer | null;
  /** Whether another tab of this browser has the study open. */
  otherTab: boolean;
  /** Tag of the newest saved outline that is known here. */
  newestTag: string | null;
  /** Whether a save was refused because somebody saved meanwhile. */
  conflict: boolean;
  helpShown: boolean;
}

export const emptyPrompt: Prompt = { foreground: [], background: [], box: null };

/** How editing stands when an outline comes to the screen. */
export const untouched = {
  overlayShown: true,
  canUndo: false,
  canRedo: false,
  prompt: emptyPrompt,
  shell: null,
  liveScore: 'current',
  previousScore: null,
  conflict: false,
} satisfies Partial<EditingState>;

export const initialEditing: EditingState = {
  ...untouched,
  lesions: [],
  activeLesion: 1,
  indexLesion: 1,
  excluding: false,
  fraction: 0.5,
  reachMm: 30,
  scissors: { shape: 'circle', cuts: true },
  shellMm: 15,
  unsavedOffer: null,
  otherTab: false,
  newestTag: null,
  helpShown: false,
};
