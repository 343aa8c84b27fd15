import { describe, expect, it } from 'vitest';
import { en } from '../src/strings/en';
import { languageOf, type LanguageSource } from '../src/strings/language';
import { wordFor, wordsInChinese } from '../src/strings';
import { zhCn } from '../src/strings/zh-CN';

const nowhere: LanguageSource = { search: '', cookie: '', chosen: null, browser: [] };

/** Every sentence of a translation by its path; functions are given what stands for a value. */
function sentences(words: object, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, word]: [string, unknown]): [string, string][] => {
    if (typeof word === 'string') return [[path + key, word]];
    if (typeof word === 'function') return [[path + key, String((word as (...values: unknown[]) => string)(7, 8, 9, 11))]];
    return sentences(word as object, `${path}${key}.`);
  });
}

const numbersIn = (text: string) => (text.match(/\d+/g) ?? []).sort();

describe('the reader\'s language', () => {
  it('is English where nobody says anything', () => expect(languageOf(nowhere)).toBe('en'));

  it.each(['zh', 'zh-CN', 'zh-TW', 'zh-Hans-CN'])('is Chinese in a browser that prefers %s', first =>
    expect(languageOf({ ...nowhere, browser: [first, 'en'] })).toBe('zh-CN'));

  it('is English in a browser that prefers a language not spoken here', () => expect(languageOf({ ...nowhere, browser: ['de', 'zh'] })).toBe('en'));

  it('is what was chosen in OHIF before what the browser prefers', () => {
    expect(languageOf({ ...nowhere, chosen: 'zh', browser: ['en'] })).toBe('zh-CN');
    expect(languageOf({ ...nowhere, chosen: 'en-US', browser: ['zh'] })).toBe('en');
  });

  it('is what the address asks for before everything else', () =>
    expect(languageOf({ search: '?lng=zh', cookie: 'a=b; i18next=en-US', chosen: 'en-US', browser: ['en'] })).toBe('zh-CN'));
});

describe('the Chinese words', () => {
  const english = new Map(sentences(en));

  it.each(sentences(zhCn))('%s: is Chinese and keeps every number', (path, text) => {
    const original = english.get(path) ?? '';
    expect(numbersIn(text)).toEqual(numbersIn(original));
    if (/[a-z]{4}/.test(original.replace(/aln \w+/g, ''))) expect(text).toMatch(/[\u4e00-\u9fff]/);
  });
});

describe('a word for a name of the server', () => {
  it('is undefined for a name that has none', () => {
    expect(wordFor(en.nextSteps, 'no-model')).toBe(en.nextSteps['no-model']);
    expect(wordFor(en.nextSteps, 'toString')).toBeUndefined();
  });
});

describe('a feature in Chinese', () => {
  it('is named with the filtered image that it is of', () => {
    expect(wordsInChinese('original_shape_Sphericity')?.label).toBe('球形度');
    expect(wordsInChinese('wavelet-HHL_glszm_SmallAreaEmphasis')?.label).toBe('小斑块，小波图像 HHL');
    expect(wordsInChinese('log-sigma-3-0-mm-3D_firstorder_Mean')?.label).toContain('高斯-拉普拉斯图像');
    expect(wordsInChinese('gradient_firstorder_Mean')?.label).toBe('平均信号，梯度图像');
  });

  it('keeps the words of the server where it has none', () => expect(wordsInChinese('column_of_a_table')).toBeUndefined());
});
