import { initialHanging, type HangingState } from './hanging/state';
import type { About, Candidate, FeatureMap, LocalPeak, Motion, Phases, Position, Radscore, Segmentation, SegmentationModel, SelfTest } from './alnApi';
import { initialClinical, type ClinicalState } from './panel/clinical/state';
import { initialEnhancement, type EnhancementState } from './panel/enhancement/state';
import type { OpeningState } from './worklist/types';
import { initialEditing, type EditingState, type PromptKind } from './editing/state';
import { initialReading, type ReadingState } from './reading/state';

/** A sentence about what went wrong and one about what to do next. */
export interface Notice {
  message: string;
  nextStep: string;
}

export type Busy =
  | { kind: 'loading' }
  | { kind: 'phases' }
  | { kind: 'segmenting'; progress: number; message: string }
  | { kind: 'saving' }
  | { kind: 'scoring' };

/** The feature map over the peak phase. */
export interface MapState {
  /** The feature that is chosen, shown or not. */
  feature: string;
  /** Settings of the map and the name of the feature, where it is one of the model's. */
  ofModel: { settings: string; title: string } | null;
  /** The map on the screen. */
  shown: FeatureMap | null;
  progress: { share: number; message: string } | null;
  /** 0 invisible to 1 opaque. */
  opacity: number;
}

/** Everything the panel shows. It lives outside React, because OHIF unmounts panels when the tab changes. */
export interface State extends ClinicalState, EnhancementState, OpeningState, HangingState, EditingState, ReadingState {
  studyInstanceUid: string | null;
  about: About | null;
  selfTest: SelfTest | null;
  phases: Phases | null;
  /** The positions to choose from, when the patient was repositioned between the phases. */
  positions: Position[];
  /** Whether the study was refused because every series names a contrast agent. */
  contrastEverywhere: boolean;
  /** How far the patient moved; null while it is being measured. */
  motion: Motion | null;
  /** The phase in which the outline on the screen enhances most; null while it is not known. */
  localPeak: LocalPeak | null;
  /** The VOI in the viewer: a draft of the server, a saved one, or one drawn by hand. */
  voi: Segmentation | null;
  /** What can be asked to search the breasts. */
  models: SegmentationModel[];
  /** Which of them is asked; null for the server's choice. */
  model: string | null;
  /** What the last search found, most suspicious first. */
  candidates: Candidate[];
  /** Ranks of the candidates that the reader rejected. */
  rejected: number[];
  /** Rank of the candidate that the outline came from; null for a click or a drawing. */
  taken: number | null;
  /** Whether a brush stroke was made since the VOI was computed or saved. */
  edited: boolean;
  score: Radscore | null;
  map: MapState;
  busy: Busy | null;
  notice: Notice | null;
  activeTool: Tool;
  brushRadiusMm: number;
}

/** `other` is any of OHIF's tools that the panel does not offer. */
export type Tool = 'look' | 'brush' | 'eraser' | 'threshold' | 'scissors' | PromptKind | 'other';

export const initialMap: MapState = { feature: 'original_glcm_JointEntropy', ofModel: null, shown: null, progress: null, opacity: 0.6 };

export const initialState: State = {
  ...initialClinical,
  ...initialEnhancement,
  awaited: null,
  ...initialHanging,
  ...initialEditing,
  ...initialReading,
  studyInstanceUid: null,
  about: null,
  selfTest: null,
  phases: null,
  positions: [],
  contrastEverywhere: false,
  motion: null,
  localPeak: null,
  voi: null,
  models: [],
  model: null,
  candidates: [],
  rejected: [],
  taken: null,
  edited: false,
  score: null,
  map: initialMap,
  busy: null,
  notice: null,
  activeTool: 'look',
  brushRadiusMm: 4,
};

export interface Store<T> {
  get(): T;
  set(change: Partial<T>): void;
  subscribe(listener: () => void): () => void;
}

export function createStore<T extends object>(initial: T): Store<T> {
  let state = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => state,
    set: change => {
      state = { ...state, ...change };
      listeners.forEach(listener => listener());
    },
    subscribe: listener => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
