/** What the API of the server takes and answers. */
import type { Position } from './phaseTypes';

export type * from './phaseTypes';
export type * from './promptTypes';

export interface About {
  product: string;
  version: string;
  notice: string;
  segmentation: SegmentationMethod;
  model: RadscoreModel | null;
}

export interface SegmentationMethod {
  name: string;
  version: string;
  description: string;
  /** Of the network behind it; null without one. */
  digest?: string | null;
  trainingData?: string | null;
}

/** What can be asked to search the breasts. */
export interface SegmentationModel {
  name: string;
  title: string;
  version: string | null;
  trainingData: string | null;
  default: boolean;
  /** Why it cannot be used; null when it can. */
  problem: string | null;
}

/** A region that the method found suspicious; it is a draft of its own. */
export interface Candidate {
  rank: number;
  /** Only the order within one study has a meaning. */
  score: number;
  volumeMm3: number;
  seed: Click;
  segmentationId: string;
}

export interface RadscoreModel {
  name: string;
  version: string;
  digest: string;
  trainingData: string;
  demonstration: boolean;
  /** Whether the centre of a study must be known. */
  harmonises: boolean;
  /** What the model itself asks for. */
  clinicalFields: ClinicalField[];
  /** What else a reader can state: the assessment of the axilla, and what the intended use depends on. */
  readerFields: ClinicalField[];
  /** The model of clinical values and radscore; null without one. */
  combinedModel: { name: string; fields: string[] } | null;
}

/** A clinical fact: one of several choices, or a number with its range. */
export interface ClinicalField {
  key: string;
  label: string;
  unit: string;
  /** Empty for a number. */
  choices: { value: string; label: string }[];
  minimum: number | null;
  maximum: number | null;
}

/** What a reader states with a score: clinical values by key, and the centre where the images do not say it. */
export interface Statements {
  clinical?: Record<string, string>;
  centre?: string;
}

/** The centres that the model can harmonise. */
export interface Centres {
  harmonises: boolean;
  minimumCases: number;
  centres: { name: string; onboarded: boolean; cases: number }[];
}

/** The server's radiomics engine on the digital phantom of IBSI. */
export interface SelfTest {
  compared: number;
  agree: number;
  knownDeviations: number;
  engineVersion: string;
  /** Values that differ although they should agree. */
  unexpected: string[];
  passed: boolean;
}

/** Which feature of which segment is mapped; without settings the server's own. */
export interface MapRequest {
  feature: string;
  segmentNumber: number;
  settings?: string;
}

/** One feature in the neighbourhood of every voxel of an outline. */
export interface FeatureMap {
  id: string;
  segmentationId: string;
  feature: string;
  /** 1 = dimensionless, I = unit of the image. */
  unit: string;
  minimum: number | null;
  maximum: number | null;
  /** The slices in the order of the values' frames. */
  sopInstanceUids: string[];
  /** The frame of each image; null where every image is a slice of its own. */
  frameNumbers: number[] | null;
  rows: number;
  columns: number;
  kernelRadius: number;
}

/** The subtraction of a study and its maximum intensity projections, made by the server. */
export interface DerivedImages {
  /** Follows from images and phases; part of the images' addresses. */
  id: string;
  studyInstanceUid: string;
  preContrastIndex: number;
  peakIndex: number;
  subtractionSeriesUid: string;
  projectionSeriesUid: string;
  /** `degrees` from the front to the patient's left; null for the axial one, seen from the feet. */
  views: { sopInstanceUid: string; degrees: number | null }[];
}

export interface Click {
  sopInstanceUid: string;
  /** Of an image that holds several slices, the one that is meant, from 1. */
  frameNumber?: number | null;
  column: number;
  row: number;
}

export interface JobStatus {
  id: string;
  state: 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled';
  progress: number;
  message: string | null;
  result: { segmentationId?: string; featureMapId?: string } | null;
  problem: ProblemDetails | null;
}

export interface Segment {
  number: number;
  label: string;
  voxels: number;
  volumeMm3: number;
  longestDiameterMm: number;
}

export interface Segmentation {
  id: string;
  saved: boolean;
  studyInstanceUid: string;
  seriesInstanceUid: string;
  /** The slices in the order of the labelmap's frames. */
  sopInstanceUids: string[];
  /** The frame of each image; null where every image is a slice of its own. */
  frameNumbers: number[] | null;
  rows: number;
  columns: number;
  algorithmType: 'AUTOMATIC' | 'SEMIAUTOMATIC' | 'MANUAL';
  method: SegmentationMethod | null;
  segments: Segment[];
  /** Most suspicious first; empty for outlines that are saved or drawn by hand. */
  candidates: Candidate[];
  sopInstanceUid: string | null;
  createdAt: string;
  /** What a reader should know of how it was brought to the images. */
  remarks: string[];
}

export interface SegmentationDescription {
  studyInstanceUid: string;
  sopInstanceUids: string[];
  frameNumbers?: number[] | null;
  rows: number;
  columns: number;
  segments: { number: number; label: string }[];
  edited: boolean;
}

export interface Contribution {
  feature: string;
  label: string;
  /** One line in a radiologist's words. */
  explanation: string;
  value: number;
  /** What the model scores; the same as `value` where nothing is harmonised. */
  harmonisedValue: number;
  unit: string;
  contribution: number;
  /** 0 where the contribution is exact. */
  standardError: number;
  percentile: number;
  training: TrainingSpread;
  /** Whether the feature can be shown over the images; shape cannot. */
  hasMap: boolean;
}

/** How the values of a feature were spread over the training cohort. */
export interface TrainingSpread {
  minimum: number;
  lowerQuartile: number;
  median: number;
  upperQuartile: number;
  maximum: number;
}

/** The score's range when the outline moves by one voxel. */
export interface Stability {
  low: number;
  high: number;
  burdenChanges: boolean;
  /** Why a side of the band is missing. */
  note: string | null;
}

/** Where the tumour lies relative to the training data, with the reasons as sentences. */
export interface Training {
  band: 'inside' | 'edge' | 'outside' | 'unknown';
  reasons: string[];
}

export interface NearestCase {
  index: number;
  centre: string;
  burden: Burden;
  radscore: number;
  distance: number;
}

/** Prediction by clinical values, with or without the radscore. */
export interface LogisticPrediction {
  name: string;
  probability: number;
  cutOff: number;
  burden: Burden;
  /** Points of each variable on the nomogram. */
  points: { variable: string; label: string; points: number }[];
  totalPoints: number;
  nomogram: Nomogram;
}

export type Burden = 'high' | 'low';

/** Points of every variable, and the probability that their sum stands for. */
export interface Nomogram {
  axes: { variable: string; label: string; marks: PointsMark[] }[];
  probability: PointsMark[];
}

export interface PointsMark {
  label: string;
  points: number;
}

export type CurveType = 'persistent' | 'plateau' | 'washout';

/** How a VOI enhances and washes out. */
export interface Kinetics {
  earlyPhase: number;
  plateauPercent: number;
  meanType: CurveType;
  /** ml of each type, voxel by voxel. */
  curveTypeVolumes: Record<CurveType, number>;
  features: Record<string, number | null>;
}

/** Enhancement of a small ball around a point. */
export interface PointCurve {
  radiusMm: number;
  voxels: number;
  curve: CurvePoint[];
  curveType: CurveType;
}

/** A point of a time-intensity curve. */
export interface CurvePoint {
  timeSeconds: number;
  enhancementPercent: number | null;
}

export interface Radscore {
  segmentationId: string;
  segmentNumber: number;
  radscore: number;
  /** Standard deviation over the model's networks; 0 for a single one. */
  spread: number;
  cutOff: number;
  cutOffRule: string;
  burden: Burden;
  baseline: number;
  contributions: Contribution[];
  stability: Stability;
  harmonisation: { centre: string | null; kind: 'none' | 'known' | 'onboarded' | 'skipped'; sentence: string };
  training: Training;
  nearest: NearestCase[];
  combinedModel: LogisticPrediction | null;
  /** The reader's own assessment beside the score; null when nothing was stated. */
  reader: { burden: Burden; agreesWithRadscore: boolean; agreesWithCombinedModel: boolean | null } | null;
  intendedUse: { objections: string[]; unchecked: string[] };
  voi: VoiSize;
  curve: CurvePoint[];
  /** Settings with which a feature's map shows it as the model sees it; null where no feature has a map. */
  mapSettings: string | null;
  model: RadscoreModel;
  notice: string;
  warnings: string[];
}

export interface VoiSize {
  voxels: number;
  volumeMl: number;
  longestDiameterMm: number;
  longestAxialMm: number;
  perpendicularMm: number;
  side: 'left' | 'right' | null;
}

/** RFC 9457. */
export interface ProblemDetails {
  type?: string;
  title?: string;
  status?: number;
  detail?: string;
  /** Of a patient who was repositioned, the positions to choose from. */
  positions?: Position[];
}
