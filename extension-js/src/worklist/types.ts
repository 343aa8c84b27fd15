import type { ProblemDetails, Segmentation } from '../apiTypes';

export type ReadingState = 'not-processed' | 'processing' | 'ready' | 'accepted' | 'rejected' | 'not-applicable' | 'failed';

/** The state of a study in the list. */
export interface StudyState {
  studyInstanceUid: string;
  state: ReadingState;
  /** Whether it will change by itself: images arrive, or the server is at work. */
  changing: boolean;
  /** Of a study in work, the part done, 0 to 1. */
  progress: number | null;
  message: string | null;
  /** Who accepted or rejected. */
  reader: string | null;
  /** When the state began. */
  at: string | null;
  /** Why there is no result, or no score. */
  problem: ProblemDetails | null;
}

/** A study with the outline to open it with: the one saved last, else the one that the server made by itself. */
export interface StudyOpening {
  state: StudyState;
  segmentation: Segmentation | null;
}

/** What the panel's store holds of the server's own work on the open study. */
export interface OpeningState {
  /** What the server is doing by itself; null when it does nothing. */
  awaited: { progress: number; message: string } | null;
}
