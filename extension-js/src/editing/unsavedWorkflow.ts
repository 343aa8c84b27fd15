import { gunzip, gzip } from '../gzip';
import type { Labelmap } from '../labelmap';
import { sameSliceInPeak } from '../phases';
import type { State, Store } from '../store';
import { strings } from '../strings';
import type { Viewer } from '../viewer';
import { noticeOf, type Workflow } from '../workflow';
import { createOtherTabs } from './otherTabs';
import { debounced, type Signal } from './signal';
import { initialEditing } from './state';
import type { UnsavedOutline, UnsavedStore } from './unsavedStore';
import { spanned } from './voxels';

export type UnsavedWorkflow = ReturnType<typeof createUnsavedWorkflow>;

const pauseMilliseconds = 300;

/** Keeps edits in this browser until they are saved or discarded, and offers those of an earlier page again. */
export function createUnsavedWorkflow(
  outlines: UnsavedStore,
  store: Store<State>,
  getViewer: () => Pick<Viewer, 'readLabelmap' | 'peakSize' | 'newId'>,
  workflow: Pick<Workflow, 'step' | 'showEdited'>,
  user: () => string,
  edits: Signal
) {
  const page = Math.random().toString(36).slice(2);
  const tabs = createOtherTabs(page, {
    onPresence: otherTab => store.set({ otherTab }),
    onSavedElsewhere: () => store.set({ notice: { message: strings.editing.savedInOtherTab, nextStep: strings.editing.savedInOtherTabNext } }),
  });
  const keyOf = (study: string) => `${user()} ${study} ${page}`;

  async function keep(): Promise<void> {
    const { voi, edited, lesions, indexLesion, studyInstanceUid } = store.get();
    const labelmap = getViewer().readLabelmap();
    if (!voi || !edited || !labelmap || !studyInstanceUid) return;
    const { voxels, ...shape } = spanned(labelmap);
    const kept = await (await gzip(voxels)).arrayBuffer();
    // Saved or discarded while it was compressed.
    if (!store.get().edited || store.get().studyInstanceUid !== studyInstanceUid) return;
    const about = { key: keyOf(studyInstanceUid), user: user(), page, studyInstanceUid, savedAt: new Date().toISOString() };
    await outlines.put({ ...about, voi, lesions, indexLesion, ...shape, voxels: kept });
  }

  const report = (error: unknown) => store.set({ notice: noticeOf(error) });
  const waiting = debounced(() => void keep().catch(report), pauseMilliseconds);
  edits.subscribe(() => waiting.soon());

  if (typeof window !== 'undefined') {
    window.addEventListener('pagehide', () => {
      waiting.now();
      tabs.leave();
    });
  }

  let before = { edited: false, study: null as string | null, newestTag: null as string | null };
  store.subscribe(() => {
    const { edited, studyInstanceUid: study, newestTag } = store.get();
    if (newestTag && before.newestTag && newestTag !== before.newestTag) tabs.saved();
    if (before.edited && !edited && study && study === before.study) {
      waiting.cancel();
      outlines.remove(keyOf(study)).catch(report);
    }

    before = { edited, study, newestTag };
  });

  /** The slices of an outline on the peak phase of now; undefined where it was drawn on other images. */
  function placed(outline: UnsavedOutline): string[] | undefined {
    const { phases } = store.get();
    const size = getViewer().peakSize();
    const slices = outline.slices.map(key => (phases ? sameSliceInPeak(phases, key) : undefined));
    return size?.rows === outline.rows && size.columns === outline.columns && slices.every(key => key !== undefined) ? slices : undefined;
  }

  return {
    /** Looks for edits that no open page has any more. */
    async enter(): Promise<void> {
      const { studyInstanceUid } = store.get();
      if (!studyInstanceUid) return;
      try {
        const open = await tabs.enter(studyInstanceUid);
        const [left] = (await outlines.list(user(), studyInstanceUid)).filter(outline => outline.page !== page && !open.has(outline.page));
        if (left && store.get().studyInstanceUid === studyInstanceUid) store.set({ unsavedOffer: { key: left.key, savedAt: left.savedAt, lesions: left.lesions } });
      } catch (error) {
        report(error);
      }
    },

    leave(): void {
      waiting.now();
      tabs.leave();
    },

    /** Brings the edits back over the images that they were made on. */
    restore: () =>
      workflow.step(async () => {
        const { unsavedOffer } = store.get();
        const outline = unsavedOffer && (await outlines.get(unsavedOffer.key));
        if (!outline) return store.set({ unsavedOffer: null });
        const slices = placed(outline);
        if (!slices) return store.set({ notice: { message: strings.editing.otherImages, nextStep: strings.editing.otherImagesNext } });
        const { rows, columns, voi, lesions, indexLesion } = outline;
        const voxels = await gunzip(outline.voxels);
        const labelmap: Labelmap = { slices, rows, columns, voxels };
        await workflow.showEdited(voi, labelmap, lesions, indexLesion);
        store.set({ unsavedOffer: null });
        await keep();
        await outlines.remove(outline.key);
      }),

    discard: async (): Promise<void> => {
      const { unsavedOffer } = store.get();
      if (unsavedOffer) await outlines.remove(unsavedOffer.key).catch(report);
      store.set({ unsavedOffer: initialEditing.unsavedOffer });
    },
  };
}
