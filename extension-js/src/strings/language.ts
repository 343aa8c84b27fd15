/** The languages that the extension speaks; English where the reader's is none of them. */
export type Language = 'en' | 'zh-CN';

/** Where OHIF looks for the reader's language, in its order. */
export interface LanguageSource {
  /** The query of the address, e.g. `?lng=zh`. */
  search: string;
  /** `document.cookie`. */
  cookie: string;
  /** What was chosen in OHIF's preferences; null where nothing was. */
  chosen: string | null;
  /** The browser's languages, the preferred one first. */
  browser: readonly string[];
}

export function languageOf({ search, cookie, chosen, browser }: LanguageSource): Language {
  const asked = new URLSearchParams(search).get('lng');
  const kept = /(?:^|;\s*)i18next=([^;]+)/.exec(cookie)?.[1];
  const language = asked ?? kept ?? chosen ?? browser[0] ?? 'en';
  return /^zh\b/i.test(language) ? 'zh-CN' : 'en';
}

/** What the page knows; outside a page, nothing. */
export function languageSource(): LanguageSource {
  const page = typeof document !== 'undefined';
  return {
    search: page ? location.search : '',
    cookie: page ? document.cookie : '',
    chosen: page ? localStorage.getItem('i18nextLng') : null,
    browser: page ? navigator.languages : [],
  };
}
