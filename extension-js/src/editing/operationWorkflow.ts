import type { AlnApi, MaskOperation } from '../alnApi';
import type { Labelmap } from '../labelmap';
import { sliceList, sliceOf } from '../slice';
import type { State, Store } from '../store';
import { strings } from '../strings';
import type { Viewer } from '../viewer';
import type { Workflow } from '../workflow';
import type { EditingViewer } from './editingViewer';
import type { LesionWorkflow } from './lesionWorkflow';
import type { Signal } from './signal';
import { alone, middleOf, reshaped, spanned, withSlices } from './voxels';

export type OperationWorkflow = ReturnType<typeof createOperationWorkflow>;

/** Room for what a surface may move by smoothing, slices. */
const smoothingRoom = 3;

/** What the server does to a lesion, as one step of undo, and the tissue around it. */
export function createOperationWorkflow(
  api: Pick<AlnApi, 'operate' | 'brushLimits'>,
  store: Store<State>,
  getViewer: () => Pick<Viewer, 'readLabelmap'>,
  getEditing: () => EditingViewer,
  workflow: Pick<Workflow, 'step'>,
  lesionWorkflow: Pick<LesionWorkflow, 'add'>,
  edits: Signal
) {
  /** The active lesion alone, with room for slices that it may grow into. */
  function active(room: number): Labelmap | undefined {
    const labelmap = getViewer().readLabelmap();
    const lesion = labelmap && alone(labelmap, store.get().activeLesion);
    return lesion && lesion.voxels.some(label => label !== 0) ? spanned(lesion, room) : undefined;
  }

  async function operate(part: Labelmap, operation: MaskOperation): Promise<Labelmap> {
    const { voxels, slices, ...size } = part;
    const studyInstanceUid = store.get().studyInstanceUid ?? '';
    const description = { studyInstanceUid, ...sliceList(slices), ...size, segments: [{ number: 1, label: strings.tumour }], edited: true, operation };
    return { ...part, voxels: await api.operate(description, voxels) };
  }

  function needsLesion(): void {
    store.set({ notice: { message: strings.editing.emptyLesion, nextStep: strings.editing.emptyLesionNext } });
  }

  const showShell = (shell: Labelmap | null) => store.set({ shell });

  // The tissue around an outline is another one as soon as the outline changes.
  edits.subscribe(() => {
    if (store.get().shell) showShell(null);
  });

  return {
    /** Smooths, cleans or interpolates the active lesion. */
    apply: (operation: MaskOperation) =>
      workflow.step(async () => {
        const part = active(smoothingRoom);
        if (!part) return needsLesion();
        store.set({ busy: { kind: 'loading' } });
        const done = await operate(part, operation);
        const labelmap = getViewer().readLabelmap();
        if (!labelmap) return;
        const lesion = alone(labelmap, store.get().activeLesion);
        getEditing().edit(reshaped(labelmap, withSlices(lesion, done), store.get().activeLesion));
      }),

    /** Shows the tissue around the active lesion, or hides it. */
    toggleShell: () =>
      workflow.step(async () => {
        if (store.get().shell) return showShell(null);
        const labelmap = getViewer().readLabelmap();
        const part = labelmap && active(labelmap.slices.length);
        if (!part) return needsLesion();
        store.set({ busy: { kind: 'loading' } });
        const done = await operate(part, { kind: 'shell', mm: store.get().shellMm });
        showShell(alone(done, 2));
      }),

    /** Makes the tissue around the lesion a segment of its own. */
    keepShell(): void {
      const { shell } = store.get();
      if (!shell) return;
      const number = lesionWorkflow.add(strings.editing.shellName);
      const labelmap = getViewer().readLabelmap();
      if (number === undefined || !labelmap) return;
      getEditing().edit(reshaped(labelmap, shell, number));
      showShell(null);
    },

    hideShell: () => showShell(null),

    /** Learns from the images which values the threshold brush may touch. */
    learnThresholds: () =>
      workflow.step(async () => {
        const { studyInstanceUid, activeLesion } = store.get();
        const labelmap = getViewer().readLabelmap();
        const middle = labelmap && middleOf(labelmap, activeLesion);
        if (!studyInstanceUid || !middle) return needsLesion();
        getEditing().setThresholds((await api.brushLimits(studyInstanceUid, { ...sliceOf(middle.slice), column: middle.column, row: middle.row })).limits);
      }),
  };
}
