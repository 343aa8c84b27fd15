import type { ReadingState, StudyOpening, StudyState } from '../src/worklist/types';
import type { AlnApi, DerivedImages, Motion, Phases, PointCurve, Reading, Radscore, Segmentation } from '../src/alnApi';

export const phases: Phases = {
  studyInstanceUid: '1.2',
  frameOfReferenceUid: '1.9',
  phases: [0, 1, 2].map(index => ({
    index,
    seriesInstanceUid: '1.3',
    seriesNumber: 4,
    seriesDescription: 'dyn',
    timeSeconds: index * 60,
    sopInstanceUids: [`${index}.low`, `${index}.high`],
    frameNumbers: null,
  })),
  preContrastIndex: 0,
  peakIndex: 1,
  explanation: 'Phase 2 enhances most.',
  warnings: [],
  alternatives: [],
  choice: null,
  correctedMotion: [],
};

/** The same phases as frames of one image. */
export const enhanced: Phases = {
  ...phases,
  phases: phases.phases.map((phase, index) => ({ ...phase, sopInstanceUids: ['all', 'all'], frameNumbers: [index + 1, index + 4] })),
};

export const motion: Motion = {
  model: 'rigid',
  preContrastIndex: 0,
  phases: [0, 1, 2].map(phaseIndex => ({ phaseIndex, meanMm: phaseIndex, largestMm: 2 * phaseIndex, rotationDegrees: 0, agreementBefore: 0.6, agreementAfter: 0.9 })),
  isNoticeable: true,
};

const candidate = (rank: number) => ({
  rank,
  score: 1 / rank,
  volumeMm3: 1000 / rank,
  seed: { sopInstanceUid: '1.low', column: rank, row: 0 },
  segmentationId: rank === 1 ? 'draft' : `candidate-${rank}`,
});

export const draft: Segmentation = {
  id: 'draft',
  saved: false,
  studyInstanceUid: '1.2',
  seriesInstanceUid: '1.3',
  sopInstanceUids: ['1.low', '1.high'],
  frameNumbers: null,
  rows: 1,
  columns: 2,
  algorithmType: 'AUTOMATIC',
  method: null,
  segments: [{ number: 1, label: 'Tumour', voxels: 1, volumeMm3: 2, longestDiameterMm: 1 }],
  candidates: [candidate(1), candidate(2), candidate(3)],
  sopInstanceUid: null,
  createdAt: '',
  remarks: [],
};

export const models = [
  { name: 'half-maximum', title: 'Half-maximum enhancement', version: '1', trainingData: null, default: true, problem: null },
  { name: 'network', title: 'network', version: '2', trainingData: 'phantoms', default: false, problem: null },
];

export const saved: Segmentation = { ...draft, candidates: [], id: '2.25.7', saved: true, sopInstanceUid: '2.25.7' };

const choices = (...values: string[]) => values.map(value => ({ value, label: value }));

const model = {
  name: 'demo',
  version: '1',
  digest: 'd',
  trainingData: 'phantoms',
  demonstration: true,
  harmonises: true,
  clinicalFields: [
    { key: 'menopausal_status', label: 'menopausal_status', unit: '1', choices: choices('premenopausal', 'postmenopausal'), minimum: null, maximum: null },
    { key: 'age', label: 'Age', unit: 'years', choices: [], minimum: 18, maximum: 100 },
  ],
  readerFields: [{ key: 'mri_aln_burden', label: 'Axillary burden in MRI', unit: '1', choices: choices('low', 'high'), minimum: null, maximum: null }],
  combinedModel: { name: 'Combined', fields: ['menopausal_status', 'age'] },
};

export const radscore: Radscore = {
  segmentationId: saved.id,
  segmentNumber: 1,
  radscore: 0.7,
  spread: 0.03,
  cutOff: 0.5,
  cutOffRule: 'Youden',
  burden: 'high',
  baseline: 0.2,
  contributions: [],
  stability: { low: 0.62, high: 0.74, burdenChanges: false, note: null },
  harmonisation: { centre: 'North', kind: 'known', sentence: "Harmonised as 'North', a centre that the model was made with (30 cases)." },
  training: { band: 'inside', reasons: [] },
  nearest: [],
  combinedModel: null,
  reader: null,
  intendedUse: { objections: [], unchecked: [] },
  voi: { voxels: 1, volumeMl: 0.002, longestDiameterMm: 1, longestAxialMm: 0.9, perpendicularMm: 0.8, side: 'left' },
  curve: [],
  mapSettings: '{}',
  model,
  notice: 'Research use only',
  warnings: [],
};

export const about = {
  product: 'OhifAlnPlugin',
  version: '0',
  notice: 'Research use only',
  segmentation: { name: 'growing', version: '1', description: '' },
  model,
};

export const selfTest = { compared: 145, agree: 142, knownDeviations: 3, engineVersion: '0', unexpected: [], passed: true };

export const featureMap = {
  map: {
    id: 'map',
    segmentationId: 'draft',
    feature: 'original_glcm_JointEntropy',
    unit: 'bit',
    minimum: 1,
    maximum: 3,
    sopInstanceUids: ['1.high'],
    frameNumbers: null,
    rows: 1,
    columns: 2,
    kernelRadius: 2,
  },
  values: Float32Array.of(Number.NaN, 3),
};

export const studyState = (state: ReadingState, changing = false): StudyState => ({
  studyInstanceUid: '1.2',
  state,
  changing,
  progress: state === 'processing' ? 0.25 : null,
  message: state === 'processing' ? 'Reading the images' : null,
  reader: null,
  at: null,
  problem: null,
});

export const opening = (segmentation: Segmentation | null, state: ReadingState = 'ready', changing = false): StudyOpening => ({ state: studyState(state, changing), segmentation });

export const derivedImages: DerivedImages = {
  id: 'd1',
  studyInstanceUid: '1.2',
  preContrastIndex: 0,
  peakIndex: 1,
  subtractionSeriesUid: '9.1',
  projectionSeriesUid: '9.2',
  views: [
    { sopInstanceUid: '9.2.1', degrees: null },
    { sopInstanceUid: '9.2.2', degrees: 0 },
    { sopInstanceUid: '9.2.3', degrees: 10 },
  ],
};

export const pointCurve: PointCurve = {
  radiusMm: 2,
  voxels: 7,
  curve: [
    { timeSeconds: 0, enhancementPercent: 0 },
    { timeSeconds: 90, enhancementPercent: 140 },
    { timeSeconds: 180, enhancementPercent: 100 },
  ],
  curveType: 'washout',
};

export const accepted: Reading = {
  id: 'reading-1',
  studyInstanceUid: '1.2',
  studyDate: '2024-03-05',
  decision: 'accepted',
  reader: 'Reader One',
  at: '2026-01-31T12:00:00Z',
  segmentationId: '1.2.3',
  segmentNumber: 1,
  reason: null,
  comment: null,
  radscore: 0.71,
  cutOff: 0.48,
  model: 'Demo 1',
};

/** A server on which nobody has decided anything. */
export const undecided: Pick<AlnApi, 'readingOptions' | 'readings' | 'earlierReadings' | 'accept' | 'reject' | 'report'> = {
  readingOptions: async () => ({ reader: null, longestName: 64, longestComment: 500, reasons: [{ code: 'outline', text: 'Outline' }, { code: 'other', text: 'Other' }] }),
  readings: async () => ({ state: null, readings: [] }),
  earlierReadings: async () => [],
  accept: async () => accepted,
  reject: async (segmentationId, { reader, reason, comment }) => ({ ...accepted, decision: 'rejected', segmentationId, reader, reason, comment: comment ?? null }),
  report: async () => new Blob(['report']),
};
