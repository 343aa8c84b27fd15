import { en, type Strings } from './en';
import { languageOf, languageSource, type Language } from './language';
import { zhCn } from './zh-CN';

const translations: Record<Language, Strings> = { en, 'zh-CN': zhCn };

/** The reader's language, as OHIF found it when the page was loaded. */
export const language = languageOf(languageSource());

/** Every word that the extension shows, in the reader's language. */
export const strings = translations[language];

/** The word for a name that the server gave; undefined where there is none. */
export function wordFor(words: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(words, name) ? words[name] : undefined;
}
