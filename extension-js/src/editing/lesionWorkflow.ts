import type { State, Store } from '../store';
import { strings } from '../strings';
import type { Viewer } from '../viewer';
import type { EditingViewer } from './editingViewer';
import { freeNumber, neighbour, type Lesion } from './lesions';
import { emptyPrompt } from './state';
import { middleOf, without } from './voxels';

export type LesionWorkflow = ReturnType<typeof createLesionWorkflow>;

const longestName = 64;

/** The list of lesions: each is a segment of the one outline. */
export function createLesionWorkflow(
  store: Store<State>,
  getViewer: () => Pick<Viewer, 'readLabelmap' | 'goToSlice'>,
  getEditing: () => EditingViewer,
  onIndexChanged: () => void
) {
  function set(lesions: Lesion[], activeLesion: number, indexLesion: number): void {
    store.set({ lesions, activeLesion, indexLesion, prompt: emptyPrompt });
    getEditing().setLesions(lesions, activeLesion);
  }

  /** Changes the list as a step of undo. */
  function change(lesions: Lesion[], active: number, index: number, removed?: number): void {
    const { lesions: before, activeLesion, indexLesion } = store.get();
    const labelmap = getViewer().readLabelmap();
    if (!labelmap) return;
    const undoable = { undo: () => set(before, activeLesion, indexLesion), redo: () => set(lesions, active, index) };
    getEditing().edit(removed === undefined ? labelmap : without(labelmap, removed), undoable);
    undoable.redo();
  }

  async function goTo(number: number): Promise<void> {
    const labelmap = getViewer().readLabelmap();
    const middle = labelmap && middleOf(labelmap, number);
    if (middle) await getViewer().goToSlice(middle.slice);
  }

  async function choose(number: number): Promise<void> {
    const { lesions, indexLesion } = store.get();
    set(lesions, number, indexLesion);
    await goTo(number);
  }

  return {
    goTo,

    /** Makes a lesion the one that tools change, and shows it. */
    choose,

    /** A further lesion, to be outlined by any tool. */
    add(label?: string): number | undefined {
      const { lesions, indexLesion } = store.get();
      const number = freeNumber(lesions);
      if (number === undefined) return undefined;
      change([...lesions, { number, label: label ?? strings.editing.lesionName(lesions.length + 1) }], number, indexLesion);
      return number;
    },

    rename(number: number, name: string): void {
      const { lesions, activeLesion, indexLesion } = store.get();
      const label = name.trim().slice(0, longestName);
      if (!label || lesions.some(lesion => lesion.number === number && lesion.label === label)) return;
      change(lesions.map(lesion => (lesion.number === number ? { number, label } : lesion)), activeLesion, indexLesion);
    },

    remove(number: number): void {
      const { lesions, activeLesion, indexLesion } = store.get();
      const left = lesions.filter(lesion => lesion.number !== number);
      const [first] = left;
      if (!first) return;
      change(left, activeLesion === number ? first.number : activeLesion, indexLesion === number ? first.number : indexLesion, number);
    },

    /** Chooses the lesion that is scored. */
    setIndex(number: number): void {
      if (store.get().indexLesion === number) return;
      store.set({ indexLesion: number });
      onIndexChanged();
    },

    async step(by: 1 | -1): Promise<void> {
      const { lesions, activeLesion } = store.get();
      const next = neighbour(lesions, activeLesion, by);
      if (next) await choose(next.number);
    },

    setOverlayShown(overlayShown: boolean): void {
      store.set({ overlayShown });
      getEditing().setOverlayShown(overlayShown);
    },
  };
}
