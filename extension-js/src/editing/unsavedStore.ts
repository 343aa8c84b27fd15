import type { Segmentation } from '../alnApi';
import type { Lesion } from './lesions';

/** An outline that is not saved, as this browser keeps it. */
export interface UnsavedOutline {
  /** User, study and page: no page writes over what another one keeps. */
  key: string;
  user: string;
  studyInstanceUid: string;
  page: string;
  savedAt: string;
  voi: Segmentation;
  lesions: Lesion[];
  indexLesion: number;
  /** Keys of the slices that hold voxels: what it is laid on again is told by them, never by their order. */
  slices: string[];
  rows: number;
  columns: number;
  /** Compressed by gzip. */
  voxels: ArrayBuffer;
}

export interface UnsavedStore {
  put(outline: UnsavedOutline): Promise<void>;
  get(key: string): Promise<UnsavedOutline | undefined>;
  /** What a user left in a study, newest first. */
  list(user: string, studyInstanceUid: string): Promise<UnsavedOutline[]>;
  remove(key: string): Promise<void>;
}

const databaseName = 'aln-unsaved-outlines';
const storeName = 'outlines';
const mostOutlines = 20;
const mostBytes = 64 << 20;

/** Which outlines go when there are too many or too large ones: the oldest. */
export function surplus(outlines: readonly UnsavedOutline[], count = mostOutlines, bytes = mostBytes): string[] {
  const newestFirst = [...outlines].sort((a, b) => b.savedAt.localeCompare(a.savedAt));
  let held = 0;
  return newestFirst.filter((outline, i) => (held += outline.voxels.byteLength) > bytes || i >= count).map(outline => outline.key);
}

/** Outlines in the browser's own database; it outlives tabs, crashes and servers. */
export function createUnsavedStore(factory: () => IDBFactory = () => indexedDB): UnsavedStore {
  let opened: Promise<IDBDatabase> | undefined;

  function open(): Promise<IDBDatabase> {
    opened ??= new Promise((resolve, reject) => {
      const request = factory().open(databaseName, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(storeName, { keyPath: 'key' });
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('The browser keeps no data.'));
    });
    return opened;
  }

  async function within<T>(mode: IDBTransactionMode, run: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    const transaction = (await open()).transaction(storeName, mode);
    const request = run(transaction.objectStore(storeName));
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error ?? new Error('The browser did not keep the data.'));
    });
  }

  const all = () => within<UnsavedOutline[]>('readonly', store => store.getAll() as IDBRequest<UnsavedOutline[]>);
  const remove = async (key: string) => void (await within('readwrite', store => store.delete(key)));

  return {
    async put(outline) {
      await within('readwrite', store => store.put(outline));
      for (const key of surplus(await all())) if (key !== outline.key) await remove(key);
    },
    get: key => within('readonly', store => store.get(key) as IDBRequest<UnsavedOutline | undefined>),
    async list(user, studyInstanceUid) {
      const mine = (await all()).filter(outline => outline.user === user && outline.studyInstanceUid === studyInstanceUid);
      return mine.sort((a, b) => b.savedAt.localeCompare(a.savedAt));
    },
    remove,
  };
}
