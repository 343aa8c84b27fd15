import { describe, expect, it, vi } from 'vitest';
import type { AlnApi } from '../../src/alnApi';
import { createReadingWorkflow, type ReadingBrowser } from '../../src/reading/workflow';
import { createStore, initialState, type State } from '../../src/store';
import { strings } from '../../src/strings';
import { accepted, draft, radscore, saved, undecided } from '../fixtures';

function start(changes: Partial<AlnApi> = {}) {
  const api = { ...undecided, segmentation: async (id: string) => ({ ...saved, id }), accept: vi.fn(undecided.accept), reject: vi.fn(undecided.reject), ...changes };
  const kept = new Map<string, string>();
  const storage = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) } as Storage;
  const browser: ReadingBrowser = { storage, copy: vi.fn(async () => {}), download: vi.fn() };
  const store = createStore<State>(initialState);
  const workflow = {
    step: async (run: () => Promise<void>) => {
      await run();
      store.set({ busy: null });
    },
    keep: vi.fn(async () => store.set({ voi: saved, edited: false })),
    takeDecided: vi.fn(async () => {}),
  };
  const reading = createReadingWorkflow(api, store, workflow, () => browser);
  store.set({ studyInstanceUid: '1.2', voi: draft, score: radscore });
  reading.nameReader('Reader One');
  return { api, kept, browser, store, workflow, reading };
}

const settled = () => new Promise(resolve => setTimeout(resolve));

describe('reading workflow', () => {
  it('accepts what is on the screen under the name, and sends no score', async () => {
    const { api, reading, store, kept, workflow } = start();
    await reading.accept();
    expect(api.accept).toHaveBeenCalledWith('draft', { reader: 'Reader One', segmentNumber: 1 });
    expect(workflow.keep).not.toHaveBeenCalled();
    expect(store.get().reading?.id).toBe('reading-1');
    expect(workflow.takeDecided).toHaveBeenCalledWith(expect.objectContaining({ id: '1.2.3' }));
    expect(kept.get('aln.reader')).toBe('Reader One');
  });

  it('saves edits before it accepts them', async () => {
    const { api, reading, store, workflow } = start();
    store.set({ edited: true });
    await reading.accept();
    expect(workflow.keep).toHaveBeenCalledOnce();
    expect(api.accept).toHaveBeenCalledWith(saved.id, expect.anything());
  });

  it('accepts nothing when the edits could not be saved', async () => {
    const { api, reading, store, workflow } = start();
    store.set({ edited: true });
    workflow.keep.mockImplementationOnce(async () => {});
    await reading.accept();
    expect(api.accept).not.toHaveBeenCalled();
  });

  it('sends what the reader stated with the decision', async () => {
    const { api, reading, store } = start();
    store.set({ centre: 'North' });
    await reading.accept();
    expect(api.accept).toHaveBeenCalledWith('draft', expect.objectContaining({ centre: 'North' }));
  });

  it('asks for a name before anything is sent', async () => {
    const { api, reading, store, kept } = start();
    reading.nameReader('  ');
    await reading.accept();
    await reading.reject();
    expect(api.accept).not.toHaveBeenCalled();
    expect(api.reject).not.toHaveBeenCalled();
    expect(store.get().notice?.message).toBe(strings.reading.noReader);
    expect(kept.has('aln.reader')).toBe(false);
  });

  it('says when there is nothing to accept', async () => {
    const { reading, store } = start();
    store.set({ voi: null });
    await reading.accept();
    expect(store.get().notice?.message).toBe(strings.reading.nothingToAccept);
  });

  it('rejects with the first reason unless another is chosen, and a comment only where there is one', async () => {
    const { api, reading, store } = start();
    await settled();
    reading.startRejecting();
    await reading.reject();
    expect(api.reject).toHaveBeenLastCalledWith('draft', { reader: 'Reader One', reason: 'outline' });
    expect(store.get().reading?.decision).toBe('rejected');
    expect(store.get().rejecting).toBe(false);
    reading.startRejecting();
    reading.giveReason('other');
    reading.comment(' A vessel. ');
    await reading.reject();
    expect(api.reject).toHaveBeenLastCalledWith('draft', { reader: 'Reader One', reason: 'other', comment: 'A vessel.' });
  });

  it('remembers the name for the next study and shows what was decided there', async () => {
    const { reading, store } = start({ readings: async study => ({ state: study === '1.7' ? accepted : null, readings: [] }), earlierReadings: async () => [accepted] });
    await reading.accept();
    store.set({ studyInstanceUid: '1.7' });
    await settled();
    expect(store.get().reader).toBe('Reader One');
    expect(store.get().reading).toBe(accepted);
    expect(store.get().earlier).toEqual([accepted]);
  });

  it('takes the name of the login in place of a remembered one', async () => {
    const options = { reader: 'ann', longestName: 64, longestComment: 500, reasons: [] };
    const { store, kept } = start({ readingOptions: async () => options });
    kept.set('aln.reader', 'somebody');
    store.set({ studyInstanceUid: '1.8' });
    await settled();
    expect(store.get().reader).toBe('ann');
  });

  it('copies the paragraph, and shows it where the browser forbids that', async () => {
    const { reading, store, browser } = start();
    await reading.accept();
    await reading.copyText();
    expect(browser.copy).toHaveBeenCalledWith('report');
    expect(store.get().reportText).toEqual({ text: 'report', copied: true });
    vi.mocked(browser.copy).mockRejectedValueOnce(new Error('forbidden'));
    await reading.copyText();
    expect(store.get().reportText).toEqual({ text: 'report', copied: false });
  });

  it('saves the report under a name that says no patient', async () => {
    const { reading, browser } = start();
    await reading.accept();
    await reading.download('pdf');
    expect(browser.download).toHaveBeenCalledWith(expect.any(Blob), 'aln-burden-2026-01-31.pdf');
  });

  it('forgets the decision of the study before', async () => {
    const { reading, store } = start();
    await reading.accept();
    store.set({ studyInstanceUid: '1.9' });
    expect(store.get().reading).toBeNull();
  });
});
