/**
 * The server's interface. This is the only file that knows its addresses; the
 * types below say what each of them answers.
 */

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
  rows: number;
  columns: number;
  kernelRadius: number;
}

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

export interface Click {
  sopInstanceUid: string;
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
  rows: number;
  columns: number;
  algorithmType: 'AUTOMATIC' | 'SEMIAUTOMATIC' | 'MANUAL';
  method: SegmentationMethod | null;
  segments: Segment[];
  /** Most suspicious first; empty for outlines that are saved or drawn by hand. */
  candidates: Candidate[];
  sopInstanceUid: string | null;
  createdAt: string;
}

export interface SegmentationDescription {
  studyInstanceUid: string;
  sopInstanceUids: string[];
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
  burden: 'high' | 'low';
  radscore: number;
  distance: number;
}

/** Prediction by clinical values, with or without the radscore. */
export interface LogisticPrediction {
  name: string;
  probability: number;
  cutOff: number;
  burden: 'high' | 'low';
}

export interface Radscore {
  segmentationId: string;
  segmentNumber: number;
  radscore: number;
  /** Standard deviation over the model's networks; 0 for a single one. */
  spread: number;
  cutOff: number;
  cutOffRule: string;
  burden: 'high' | 'low';
  baseline: number;
  contributions: Contribution[];
  stability: Stability;
  harmonisation: { centre: string | null; kind: 'none' | 'known' | 'onboarded' | 'skipped'; sentence: string };
  training: Training;
  nearest: NearestCase[];
  combinedModel: LogisticPrediction | null;
  intendedUse: { objections: string[] };
  voi: { voxels: number; volumeMl: number; longestDiameterMm: number };
  curve: { timeSeconds: number; mean: number; enhancementPercent: number | null }[];
  model: RadscoreModel;
  notice: string;
  warnings: string[];
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

/** The server refused or could not do something; the message is a sentence for the user. */
export class ProblemError extends Error {
  /** Last part of the problem's type, e.g. `no-pre-contrast`. */
  readonly kind: string;
  readonly positions: Position[];

  constructor(problem: ProblemDetails, fallback: string) {
    super(problem.detail ?? fallback);
    this.name = 'ProblemError';
    this.kind = problem.type?.split(':').at(-1) ?? 'unknown';
    this.positions = problem.positions ?? [];
  }
}

/** The server cannot be reached at all. */
export class UnreachableError extends Error {
  constructor() {
    super('The server cannot be reached.');
    this.name = 'UnreachableError';
  }
}

export type AlnApi = ReturnType<typeof createAlnApi>;

const pollMilliseconds = 300;

export function createAlnApi(send: typeof fetch = (input, init) => fetch(input, init), root = '/api') {
  async function request(path: string, init?: RequestInit): Promise<Response> {
    let response: Response;
    try {
      response = await send(root + path, init);
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') throw error;
      throw new UnreachableError();
    }

    if (!response.ok) {
      throw new ProblemError(await problemOf(response), `The server answered ${response.status}.`);
    }

    return response;
  }

  async function json<T>(path: string, init?: RequestInit): Promise<T> {
    return (await (await request(path, init)).json()) as T;
  }

  const post = <T>(path: string, body: unknown, signal?: AbortSignal) =>
    json<T>(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      ...(signal && { signal }),
    });

  /** Follows a job to its good end; aborting the signal cancels it on the server too. */
  async function follow(started: JobStatus, onProgress: (job: JobStatus) => void, signal: AbortSignal): Promise<JobStatus> {
    let job = started;
    while (job.state === 'queued' || job.state === 'running') {
      onProgress(job);
      await pause(pollMilliseconds, signal);
      if (signal.aborted) {
        await request(`/jobs/${job.id}`, { method: 'DELETE' });
        throw new DOMException('The job was cancelled.', 'AbortError');
      }

      job = await json<JobStatus>(`/jobs/${job.id}`);
    }

    if (job.state === 'cancelled') throw new DOMException('The job was cancelled.', 'AbortError');
    if (job.state === 'failed' || !job.result) {
      throw new ProblemError(job.problem ?? {}, job.message ?? 'The job failed.');
    }

    return job;
  }

  return {
    about: () => json<About>('/about'),

    selfTest: () => json<SelfTest>('/radiomics/selftest'),

    phases: (studyInstanceUid: string) => json<Phases>(`/studies/${studyInstanceUid}/phases`),

    /** Keeps a reader's choice of phases in place of the one before. */
    choosePhases: (studyInstanceUid: string, choice: PhaseChoice) =>
      json<Phases>(`/studies/${studyInstanceUid}/phases`, {
        method: 'PUT',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(choice),
      }),

    /** Leaves the phases to the rules again. */
    choosePhasesAutomatically: async (studyInstanceUid: string): Promise<Phases> => {
      await request(`/studies/${studyInstanceUid}/phases`, { method: 'DELETE' });
      return json<Phases>(`/studies/${studyInstanceUid}/phases`);
    },

    motion: (studyInstanceUid: string) => json<Motion>(`/studies/${studyInstanceUid}/phases/motion?model=rigid`),

    localPeak: (studyInstanceUid: string, segmentationId: string) =>
      json<LocalPeak>(`/studies/${studyInstanceUid}/phases/peak?segmentation=${segmentationId}`),

    savedSegmentations: (studyInstanceUid: string) => json<Segmentation[]>(`/studies/${studyInstanceUid}/segmentations`),

    segmentationModels: () => json<SegmentationModel[]>('/segmentation-models'),

    segmentation: (id: string) => json<Segmentation>(`/segmentations/${id}`),

    labelmap: async (id: string) => new Uint8Array(await (await request(`/segmentations/${id}/labelmap`)).arrayBuffer()),

    /** Starts a segmentation, at a click or by a model that searches the breasts, and follows it to its end. */
    segment: async (
      studyInstanceUid: string,
      how: { click?: Click; model?: string },
      onProgress: (job: JobStatus) => void,
      signal: AbortSignal
    ): Promise<Segmentation> => {
      const job = await follow(await post<JobStatus>('/segmentations', { studyInstanceUid, ...how }), onProgress, signal);
      return json<Segmentation>(`/segmentations/${job.result?.segmentationId}`);
    },

    /** Saves a labelmap; the server writes the DICOM SEG and answers with its identity. */
    save: async (id: string, description: SegmentationDescription, labelmap: Uint8Array): Promise<Segmentation> => {
      const form = new FormData();
      form.append('description', new Blob([JSON.stringify(description)], { type: 'application/json' }));
      form.append('labelmap', await gzip(labelmap), 'labelmap.gz');
      return json<Segmentation>(`/segmentations/${id}`, { method: 'PUT', body: form });
    },

    /** Computes the map of a feature inside an outline; what was computed before comes at once. */
    featureMap: async (
      segmentationId: string,
      feature: string,
      onProgress: (job: JobStatus) => void,
      signal: AbortSignal
    ): Promise<{ map: FeatureMap; values: Float32Array }> => {
      const job = await follow(await post<JobStatus>('/feature-maps', { segmentationId, feature }), onProgress, signal);
      const path = `/feature-maps/${job.result?.featureMapId}`;
      const [map, values] = await Promise.all([json<FeatureMap>(path), request(`${path}/values`)]);
      return { map, values: new Float32Array(await values.arrayBuffer()) };
    },

    radscore: (segmentationId: string) => post<Radscore>('/radscores', { segmentationId }),
  };
}

async function problemOf(response: Response): Promise<ProblemDetails> {
  try {
    return (await response.json()) as ProblemDetails;
  } catch {
    return {};
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    }, { once: true });
  });
}

async function gzip(bytes: Uint8Array): Promise<Blob> {
  const stream = new Blob([bytes as BlobPart]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Response(stream).blob();
}
