/** The server's interface. This is the only file that knows its addresses; what they answer is in `apiTypes.ts`. */
import type {
  About,
  SegmentationModel,
  SelfTest,
  FeatureMap,
  MapRequest,
  Phases,
  PhaseChoice,
  DerivedImages,
  PointCurve,
  Motion,
  LocalPeak,
  Position,
  Click,
  JobStatus,
  Segmentation,
  SegmentationDescription,
  ScoringDescription,
  EditDescription,
  PromptRequest,
  PromptLimits,
  Radscore,
  Statements,
  Centres,
  Kinetics,
  ProblemDetails,
} from './apiTypes';
import type { StudyOpening, StudyState } from './worklist/types';
import type { Acceptance, Reading, ReadingOptions, Readings, Rejection, ReportFormat } from './reading/types';

import { gzip } from './gzip';

export type * from './apiTypes';
export type * from './reading/types';

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

export function createAlnApi(send: typeof fetch = (input, init) => fetch(input, init), rootOf = () => '/api') {
  async function request(path: string, init?: RequestInit): Promise<Response> {
    let response: Response;
    try {
      response = await send(rootOf() + path, init);
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

    /** The states of many studies, in one request. */
    studyStates: (studyInstanceUids: string[]) => post<StudyState[]>('/worklist', { studyInstanceUids }),

    /** The state of a study with the outline to open it with. */
    openStudy: (studyInstanceUid: string) => json<StudyOpening>(`/studies/${studyInstanceUid}/processing`),

    /** Has a study outlined and scored without waiting for more images. */
    processNow: (studyInstanceUid: string) => json<StudyState>(`/studies/${studyInstanceUid}/processing`, { method: 'POST' }),

    /** The subtraction and its projections; the server makes them where they are new. */
    derivedImages: (studyInstanceUid: string) => json<DerivedImages>(`/derived/studies/${studyInstanceUid}`),

    /** Where a viewer finds the computed images, as a DICOMweb archive of their own. */
    derivedRoot: (id: string) => `${rootOf()}/derived/${id}`,

    /** The curve of a small ball around a point of the patient, mm. */
    pointCurve: (studyInstanceUid: string, [x, y, z]: [number, number, number]) =>
      json<PointCurve>(`/studies/${studyInstanceUid}/kinetics/point?x=${x}&y=${y}&z=${z}`),

    segmentationModels: () => json<SegmentationModel[]>('/segmentation-models'),

    segmentation: (id: string) => json<Segmentation>(`/segmentations/${id}`),

    labelmap: async (id: string, signal?: AbortSignal) => bytesOf(await request(`/segmentations/${id}/labelmap`, signal && { signal })),

    /** Starts a search of the breasts by a model and follows it to its end. */
    segment: async (
      studyInstanceUid: string,
      how: { model?: string },
      onProgress: (job: JobStatus) => void,
      signal: AbortSignal
    ): Promise<Segmentation> => {
      const job = await follow(await post<JobStatus>('/segmentations', { studyInstanceUid, ...how }), onProgress, signal);
      return json<Segmentation>(`/segmentations/${job.result?.segmentationId}`);
    },

    /** Outlines what was drawn at once, as a draft. */
    prompt: (studyInstanceUid: string, prompt: PromptRequest, signal: AbortSignal) =>
      post<Segmentation>('/segmentations', { studyInstanceUid, ...prompt, direct: true }, signal),

    /** The tag of the newest saved outline of a study. */
    newestTag: async (studyInstanceUid: string): Promise<string | null> =>
      (await request(`/studies/${studyInstanceUid}/segmentations`)).headers.get('ETag'),

    /** Saves a labelmap; the server writes the DICOM SEG and answers with its identity. With a tag it refuses when another outline is the newest meanwhile. */
    save: async (id: string, description: SegmentationDescription, labelmap: Uint8Array, newestTag: string | null): Promise<Segmentation> =>
      json<Segmentation>(`/segmentations/${id}`, {
        method: 'PUT',
        body: await formOf(description, labelmap),
        ...(newestTag && { headers: { 'If-Match': newestTag } }),
      }),

    /** Does something to a VOI; the answer has the same slices. */
    operate: async (description: EditDescription, labelmap: Uint8Array): Promise<Uint8Array> =>
      bytesOf(await request('/segmentations/operations', { method: 'POST', body: await formOf(description, labelmap) })),

    /** Limits for a threshold brush that hold the region that a click there would give. */
    brushLimits: (studyInstanceUid: string, { sopInstanceUid, frameNumber, column, row }: Click) => {
      const frame = frameNumber ? `&frameNumber=${frameNumber}` : '';
      return json<{ limits: PromptLimits[] }>(`/studies/${studyInstanceUid}/brush-limits?sopInstanceUid=${sopInstanceUid}&column=${column}&row=${row}${frame}`);
    },

    /** The radscore of an outline that is not saved. */
    unsavedRadscore: async (description: ScoringDescription, labelmap: Uint8Array, signal: AbortSignal): Promise<Radscore> =>
      json<Radscore>('/radscores/unsaved', { method: 'POST', body: await formOf(description, labelmap), signal }),

    /** Computes the map of a feature inside an outline; what was computed before comes at once. */
    featureMap: async (
      segmentationId: string,
      wanted: MapRequest,
      onProgress: (job: JobStatus) => void,
      signal: AbortSignal
    ): Promise<{ map: FeatureMap; values: Float32Array }> => {
      const job = await follow(await post<JobStatus>('/feature-maps', { segmentationId, ...wanted }), onProgress, signal);
      const id = job.result?.featureMapId;
      const [map, values] = await Promise.all([json<FeatureMap>(`/feature-maps/${id}`), request(`/feature-maps/${id}/values`)]);
      return { map, values: new Float32Array(await values.arrayBuffer()) };
    },

    /** The radscore of an outline, if it was computed before. */
    keptRadscore: (segmentationId: string) => json<Radscore>(`/radscores/${segmentationId}`),

    radscore: (segmentationId: string, segmentNumber: number, statements: Statements = {}) =>
      post<Radscore>('/radscores', { segmentationId, segmentNumber, ...statements }),

    centres: () => json<Centres>('/centres'),

    kinetics: (segmentationId: string, segmentNumber: number) => post<Kinetics>('/kinetics', { segmentationId, segmentNumber }),

    readingOptions: () => json<ReadingOptions>('/readings/options'),

    readings: (studyInstanceUid: string) => json<Readings>(`/studies/${studyInstanceUid}/readings`),

    /** Readings of the same patient's other studies. */
    earlierReadings: (studyInstanceUid: string) => json<Reading[]>(`/studies/${studyInstanceUid}/readings/earlier`),

    accept: (segmentationId: string, acceptance: Acceptance) => post<Reading>(`/segmentations/${segmentationId}/accept`, acceptance),

    reject: (segmentationId: string, rejection: Rejection) => post<Reading>(`/segmentations/${segmentationId}/reject`, rejection),

    /** The report of an accepted result as a file. */
    report: async (studyInstanceUid: string, readingId: string, format: ReportFormat) =>
      (await request(`/studies/${studyInstanceUid}/readings/${readingId}/report.${format}`)).blob(),
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

const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer());

/** A labelmap as the server takes it, its description first. */
async function formOf(description: SegmentationDescription, labelmap: Uint8Array): Promise<FormData> {
  const form = new FormData();
  form.append('description', new Blob([JSON.stringify(description)], { type: 'application/json' }));
  form.append('labelmap', await gzip(labelmap), 'labelmap.gz');
  return form;
}
