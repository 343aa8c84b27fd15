import { en, type Strings } from './en';
import type { FeatureWords } from './features';
import { featuresInChinese, imageInChinese } from './features.zh-CN';
import { languageOf, languageSource, type Language } from './language';
import { zhCn } from './zh-CN';

export type { FeatureWords } from './features';

const translations: Record<Language, Strings> = { en, 'zh-CN': zhCn };

/** The reader's language, as OHIF found it when the page was loaded. */
export const language = languageOf(languageSource());

/** Every word that the extension shows, in the reader's language. */
export const strings = translations[language];

/** The word for a name that the server gave; undefined where there is none. */
export function wordFor<Word>(words: Readonly<Record<string, Word>>, name: string): Word | undefined {
  return Object.hasOwn(words, name) ? words[name] : undefined;
}

/** Name and explanation of a feature: the server's, unless this language has its own. */
export function featureWords({ feature, label, explanation }: FeatureWords & { feature: string }): FeatureWords {
  return (language === 'zh-CN' ? wordsInChinese(feature) : undefined) ?? { label, explanation };
}

/** Name and explanation of a feature in Chinese; undefined for one that has none. */
export function wordsInChinese(feature: string): FeatureWords | undefined {
  const [image = '', ...rest] = feature.split('_');
  const words = wordFor(featuresInChinese, rest.join('_'));
  return words && image !== 'original' ? { label: `${words.label}，${imageInChinese(image)}`, explanation: words.explanation } : words;
}

/** Name of a clinical field: the server's, unless it is a well-known one. */
export function fieldWord({ key, label }: { key: string; label: string }): string {
  return wordFor(strings.clinicalFields, key) ?? label;
}

/** Name of one choice of a clinical field. */
export function choiceWord({ value, label }: { value: string; label: string }): string {
  return wordFor(strings.clinicalChoices, value) ?? label;
}
