import type { State, Store } from '../store';
import type { EditingViewer } from './editingViewer';
import type { Signal } from './signal';

/** Keeps marks on the images and the buttons of undo in step with what happens in store and viewer. */
export function followEditing(store: Store<State>, getEditing: () => EditingViewer, edits: Signal): void {
  let { prompt, shell } = store.get();
  store.subscribe(() => {
    const now = store.get();
    if (now.prompt === prompt && now.shell === shell) return;
    ({ prompt, shell } = now);
    getEditing().showMarks({ prompt, shell });
  });

  let stop: (() => void) | undefined;
  edits.subscribe(() => {
    stop ??= getEditing().onHistory(can => {
      const { canUndo, canRedo } = store.get();
      if (can.canUndo !== canUndo || can.canRedo !== canRedo) store.set(can);
    });
  });
}
