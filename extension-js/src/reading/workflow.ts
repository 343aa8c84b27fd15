import type { AlnApi, Segmentation } from '../alnApi';
import { statementsOf } from '../panel/clinical/state';
import type { State, Store } from '../store';
import { strings } from '../strings';
import { noticeOf, type Workflow } from '../workflow';
import { initialReading } from './state';
import type { Reading, ReportFormat } from './types';

/** How a reader decides; the panel and the commands only call these. */
export type ReadingWorkflow = ReturnType<typeof createReadingWorkflow>;

/** What of the browser is needed. */
export interface ReadingBrowser {
  storage: Storage;
  copy(text: string): Promise<void>;
  download(file: Blob, name: string): void;
}

const readerKey = 'aln.reader';

export function createReadingWorkflow(
  api: Pick<AlnApi, 'readings' | 'earlierReadings' | 'readingOptions' | 'accept' | 'reject' | 'report' | 'segmentation'>,
  store: Store<State>,
  workflow: Pick<Workflow, 'step' | 'keep' | 'takeDecided'>,
  getBrowser: () => ReadingBrowser
) {
  let study: string | null = null;

  store.subscribe(() => {
    const { studyInstanceUid } = store.get();
    if (studyInstanceUid === study) return;
    study = studyInstanceUid;
    if (study) learn(study);
  });

  /** Nothing waits for this; the panel shows it when it is there. */
  function learn(opened: string): void {
    store.set({ ...initialReading, reader: getBrowser().storage.getItem(readerKey) ?? '' });
    const ask = <T>(answer: Promise<T>, take: (value: T) => Partial<State>) =>
      answer.then(
        value => {
          if (study === opened) store.set(take(value));
        },
        (error: unknown) => {
          if (study === opened) store.set({ notice: noticeOf(error) });
        }
      );
    void ask(api.readingOptions(), readingOptions => ({ readingOptions, ...(readingOptions.reader !== null && { reader: readingOptions.reader }) }));
    void ask(api.readings(opened), ({ state }) => ({ reading: state }));
    void ask(api.earlierReadings(opened), earlier => ({ earlier }));
  }

  /** The name to sign with; a missing one is told before anything is sent. */
  function signature(): string | undefined {
    const name = store.get().reader.trim();
    if (name === '') store.set({ notice: { message: strings.reading.noReader, nextStep: strings.reading.noReaderNext } });
    else getBrowser().storage.setItem(readerKey, name);
    return name === '' ? undefined : name;
  }

  /** The outline on the screen as the server has it: edits and drawings are saved first. */
  async function onServer(): Promise<Segmentation | null> {
    const { voi, edited } = store.get();
    const isDrawn = voi !== null && !voi.saved && voi.algorithmType === 'MANUAL';
    if (edited || isDrawn) await workflow.keep();
    const now = store.get();
    return now.edited || (isDrawn && !now.voi?.saved) ? null : now.voi;
  }

  async function decided(reading: Reading): Promise<void> {
    store.set({ reading, rejecting: false, comment: '', reportText: null });
    const { voi } = store.get();
    if (voi?.id !== reading.segmentationId) await workflow.takeDecided(await api.segmentation(reading.segmentationId));
  }

  return {
    nameReader: (reader: string) => store.set({ reader }),

    /** Accepts the outline on the screen with its radscore; the server scores it anew. */
    accept: () =>
      workflow.step(async () => {
        if (!store.get().voi) return store.set({ notice: { message: strings.reading.nothingToAccept, nextStep: strings.reading.nothingToAcceptNext } });
        const reader = signature();
        if (reader === undefined) return;
        const outline = await onServer();
        if (!outline) return;
        store.set({ busy: { kind: 'saving' } });
        const { indexLesion: segmentNumber } = store.get();
        await decided(await api.accept(outline.id, { reader, segmentNumber, ...statementsOf(store.get()) }));
      }),

    startRejecting(): void {
      const { readingOptions, reason } = store.get();
      store.set({ rejecting: true, reason: reason || (readingOptions?.reasons[0]?.code ?? '') });
    },

    cancelRejecting: () => store.set({ rejecting: false }),

    giveReason: (reason: string) => store.set({ reason }),

    comment: (comment: string) => store.set({ comment }),

    /** Rejects the outline on the screen; what is stored of it is withdrawn. */
    reject: () =>
      workflow.step(async () => {
        const { voi, reason, comment } = store.get();
        const reader = signature();
        if (!voi || reader === undefined) return;
        store.set({ busy: { kind: 'saving' } });
        await decided(await api.reject(voi.id, { reader, reason, ...(comment.trim() && { comment: comment.trim() }) }));
      }),

    /** Saves the report as a file. */
    download: (format: Exclude<ReportFormat, 'txt'>) =>
      workflow.step(async () => {
        const { reading } = store.get();
        if (!reading) return;
        const file = await api.report(reading.studyInstanceUid, reading.id, format);
        getBrowser().download(file, `aln-burden-${reading.at.slice(0, 10)}.${format}`);
      }),

    /** Copies the report as one paragraph; where the browser forbids that, the paragraph is shown to be copied by hand. */
    copyText: () =>
      workflow.step(async () => {
        const { reading } = store.get();
        if (!reading) return;
        const text = await (await api.report(reading.studyInstanceUid, reading.id, 'txt')).text();
        const copied = await getBrowser()
          .copy(text)
          .then(
            () => true,
            () => false
          );
        store.set({ reportText: { text, copied } });
      }),
  };
}
