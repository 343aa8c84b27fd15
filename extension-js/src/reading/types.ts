/** What a reader decided on a result. */
export interface Reading {
  id: string;
  studyInstanceUid: string;
  /** yyyy-MM-dd; null when the images have none. */
  studyDate: string | null;
  decision: 'accepted' | 'rejected';
  reader: string;
  at: string;
  /** The SEG; the draft where nothing was stored, or the one that is left of what was withdrawn. */
  segmentationId: string;
  segmentNumber: number;
  /** Code of the reason of a rejection. */
  reason: string | null;
  comment: string | null;
  radscore: number | null;
  cutOff: number | null;
  model: string | null;
}

/** The readings of a study, and the one that is its state. */
export interface Readings {
  state: Reading | null;
  readings: Reading[];
}

export interface RejectionReason {
  code: string;
  text: string;
}

/** What is needed before a decision. */
export interface ReadingOptions {
  /** The name that the login gives; null without a login. */
  reader: string | null;
  longestName: number;
  longestComment: number;
  reasons: RejectionReason[];
}

/** What goes with an outline that is accepted; a score is never sent, the server computes it. */
export interface Acceptance {
  reader: string;
  segmentNumber?: number;
  clinical?: Record<string, string>;
  centre?: string;
}

export interface Rejection {
  reader: string;
  reason: string;
  comment?: string;
}

export type ReportFormat = 'pdf' | 'txt' | 'json';
