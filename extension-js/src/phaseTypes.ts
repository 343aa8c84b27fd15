/** The phases of a study as the server tells of them, and what a reader chooses. */

export interface Phase {
  index: number;
  seriesInstanceUid: string;
  seriesNumber: number | null;
  /** Empty when the images have none. */
  seriesDescription: string;
  timeSeconds: number;
  /** In order of slice position. */
  sopInstanceUids: string[];
  /** The frame of each image; null where every image is a slice of its own. */
  frameNumbers: number[] | null;
}

export interface Phases {
  studyInstanceUid: string;
  frameOfReferenceUid: string | null;
  phases: Phase[];
  preContrastIndex: number;
  peakIndex: number;
  explanation: string;
  warnings: string[];
  /** Other phases that could be the peak. */
  alternatives: { peakIndex: number; reason: string }[];
  /** What a reader chose and is kept; null where the rules decide. */
  choice: (PhaseChoice & { keptAt: string }) | null;
  /** How the patient lay in each phase before it was corrected; empty where motion is not corrected. */
  correctedMotion: PhaseMotion[];
}

export type MotionModel = 'none' | 'translation' | 'rigid';

/** What a reader chooses instead of the rules; null leaves it to them. */
export interface PhaseChoice {
  preContrastIndex: number | null;
  peakIndex: number | null;
  /** Of a patient who was repositioned, the position. */
  frameOfReferenceUid: string | null;
  motion: MotionModel;
}

export interface PhaseMotion {
  phaseIndex: number;
  meanMm: number;
  largestMm: number;
  rotationDegrees: number;
  agreementBefore: number;
  agreementAfter: number;
}

/** How far the patient moved between the phases, as they were taken. */
export interface Motion {
  model: MotionModel;
  preContrastIndex: number;
  phases: PhaseMotion[];
  isNoticeable: boolean;
}

/** The phase in which an outline enhances most. */
export interface LocalPeak {
  peakIndex: number;
  currentPeakIndex: number;
}

/** One position of a patient who was repositioned. */
export interface Position {
  frameOfReferenceUid: string;
  phases: number;
  series: string[];
}
