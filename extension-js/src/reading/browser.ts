import type { ReadingBrowser } from './workflow';

const patience = 10_000;

/** The page's own means. */
export const browser: ReadingBrowser = {
  get storage() {
    return window.localStorage;
  },

  copy: async text => navigator.clipboard.writeText(text),

  download(file, name) {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(file);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), patience);
  },
};

/** The address of this page for another study. */
export function addressOf(studyInstanceUid: string, page: string): string {
  const address = new URL(page);
  address.searchParams.delete('StudyInstanceUIDs');
  address.searchParams.set('StudyInstanceUIDs', studyInstanceUid);
  return address.pathname + address.search;
}
