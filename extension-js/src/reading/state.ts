import type { Reading, ReadingOptions } from './types';

/** The decision on the study, and what it is made with. */
export interface ReadingState {
  /** The reading that is the state of the study; null where nobody has decided. */
  reading: Reading | null;
  /** Readings of the same patient's other studies, the newest first. */
  earlier: Reading[];
  /** Who signs and which reasons there are; null while it is not known. */
  readingOptions: ReadingOptions | null;
  /** The name that is signed. */
  reader: string;
  /** Whether the reader is choosing the reason of a rejection. */
  rejecting: boolean;
  reason: string;
  comment: string;
  /** The report as a paragraph, once it is copied, or to be copied by hand. */
  reportText: { text: string; copied: boolean } | null;
}

export const initialReading: ReadingState = {
  reading: null,
  earlier: [],
  readingOptions: null,
  reader: '',
  rejecting: false,
  reason: '',
  comment: '',
  reportText: null,
};

/** Whether the decision was made on exactly what is on the screen. */
export function isDecided({ reading }: Pick<ReadingState, 'reading'>, voi: { id: string } | null, edited: boolean): boolean {
  return reading !== null && voi !== null && !edited && reading.segmentationId === voi.id;
}
