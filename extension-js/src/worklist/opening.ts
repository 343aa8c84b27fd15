import { ProblemError, type AlnApi, type Phases, type Radscore, type Segmentation } from '../alnApi';
import type { State, Store } from '../store';
import type { StudyOpening } from './types';

const pollMilliseconds = 1_000;

/** What is asked for as soon as it is clear which study will be opened, while OHIF still prepares the screen. */
interface Prepared {
  study: string;
  phases: Promise<Phases>;
  opening: Promise<StudyOpening>;
  score: Promise<Radscore | null>;
}

/** The outline to open a study with. */
export interface Opened {
  voi: Segmentation;
  /** Null where it was not computed before. */
  score: Radscore | null;
}

export type Opening = ReturnType<typeof createOpening>;

/** Opens a study with what is there already: the outline saved last, or the one that the server made by itself, with its score. */
export function createOpening(api: AlnApi, store: Store<State>, pause: (milliseconds: number) => Promise<void> = wait) {
  let prepared: Prepared | undefined;

  function prepare(study: string): Prepared {
    if (prepared?.study === study) return prepared;
    const opening = api.openStudy(study);
    prepared = { study, phases: api.phases(study), opening, score: opening.then(scoreOf) };
    // Whoever needs them hears of a failure; nobody may.
    Promise.allSettled([prepared.phases, prepared.opening, prepared.score]).catch(() => {});
    return prepared;
  }

  async function scoreOf({ segmentation }: StudyOpening): Promise<Radscore | null> {
    if (!segmentation) return null;
    try {
      return await api.keptRadscore(segmentation.id);
    } catch (error) {
      if (error instanceof ProblemError) return null;
      throw error;
    }
  }

  /** Whether the study is still open and the reader has begun nothing. */
  function isUntouched(study: string): boolean {
    const { studyInstanceUid, voi, busy } = store.get();
    return studyInstanceUid === study && !voi && !busy;
  }

  /** The panel shows the result at once; the outline follows when the images are there. */
  function show({ voi, score }: Opened): void {
    store.set({ voi, score, edited: false, candidates: voi.candidates, rejected: [], taken: voi.candidates.length > 0 ? 1 : null });
  }

  async function opened(study: string, { segmentation }: StudyOpening, score: Promise<Radscore | null>): Promise<Opened | undefined> {
    if (!segmentation || !isUntouched(study)) return undefined;
    const result = { voi: segmentation, score: await score };
    if (!isUntouched(study)) return undefined;
    show(result);
    return result;
  }

  return {
    /** Asks for all that opening the study needs; the phases can be waited for. */
    prepare,

    /**
     * The outline to open the study with, now or when the server has made it; undefined where there is none, or where the reader has begun
     * something else meanwhile.
     */
    async await(study: string): Promise<Opened | undefined> {
      const { opening, score } = prepare(study);
      let now = await opening;
      let itsScore = score;
      try {
        while (!now.segmentation && now.state.changing && isUntouched(study)) {
          store.set({ awaited: now.state.state === 'processing' ? { progress: now.state.progress ?? 0, message: now.state.message ?? '' } : null });
          await pause(pollMilliseconds);
          if (!isUntouched(study)) break;
          now = await api.openStudy(study);
          itsScore = scoreOf(now);
        }
      } finally {
        store.set({ awaited: null });
      }

      if (!now.segmentation && now.state.state === 'failed' && now.state.problem && isUntouched(study)) throw new ProblemError(now.state.problem, '');
      return opened(study, now, itsScore);
    },

    /** What was prepared belongs to the study that was open. */
    forget(): void {
      prepared = undefined;
    },
  };
}

function wait(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds));
}
