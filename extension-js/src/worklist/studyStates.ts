import type { StudyState } from './types';

/** What a row of the study list knows of its study; `unknown` until the first answer, and while the server gives none. */
export type ListedState = StudyState | 'unknown' | 'unavailable';

interface Watched {
  state: ListedState;
  listeners: Set<() => void>;
}

export type StudyStates = ReturnType<typeof createStudyStates>;

/** Rows that appear together are asked for together. */
const gatherMilliseconds = 30;
const changingMilliseconds = 2_000;
/** What other people do, and studies that come later, show sooner or later too. */
const restingMilliseconds = 30_000;
/** The server asks for no more, and a list shows fewer. */
const mostAtOnce = 1_000;

/** The states of the studies that are on the screen, by one request for all: often as long as one of them changes by itself, now and then otherwise. */
export function createStudyStates(ask: (studyInstanceUids: string[]) => Promise<StudyState[]>, isVisible: () => boolean = () => document.visibilityState === 'visible') {
  const watched = new Map<string, Watched>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function askIn(milliseconds: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void refresh(), milliseconds);
  }

  function set(study: string, state: ListedState): void {
    const row = watched.get(study);
    if (!row) return;
    row.state = state;
    row.listeners.forEach(listener => listener());
  }

  async function refresh(): Promise<void> {
    clearTimeout(timer);
    const studies = [...watched.keys()].slice(0, mostAtOnce);
    if (studies.length === 0 || !isVisible()) return;
    try {
      const states = await ask(studies);
      states.forEach(state => set(state.studyInstanceUid, state));
    } catch {
      // The list itself works without our answer; the badge says that there is none.
      studies.forEach(study => set(study, 'unavailable'));
    }

    askIn(anyChanges() ? changingMilliseconds : restingMilliseconds);
  }

  function anyChanges(): boolean {
    return [...watched.values()].some(({ state }) => typeof state === 'object' && state.changing);
  }

  return {
    get: (study: string): ListedState => watched.get(study)?.state ?? 'unknown',

    /** Watches a study as long as its row is on the screen; returns how to stop that. */
    watch(study: string, listener: () => void): () => void {
      const row = watched.get(study) ?? { state: 'unknown', listeners: new Set() };
      if (!watched.has(study)) {
        watched.set(study, row);
        askIn(gatherMilliseconds);
      }

      row.listeners.add(listener);
      return () => {
        row.listeners.delete(listener);
        if (row.listeners.size === 0) watched.delete(study);
      };
    },

    /** Asks now, for instance when the reader comes back to the window. */
    refresh,
  };
}
