import { expect, it } from 'vitest';
import { addressOf } from '../../src/reading/browser';
import { isDecided } from '../../src/reading/state';
import { accepted } from '../fixtures';

it('keeps the page and its other parameters when it names another study', () => {
  expect(addressOf('1.7', 'http://host/viewer/aln?StudyInstanceUIDs=1.2&lng=zh')).toBe('/viewer/aln?lng=zh&StudyInstanceUIDs=1.7');
});

it('counts a decision only for the outline it was made on', () => {
  expect(isDecided({ reading: accepted }, { id: '1.2.3' }, false)).toBe(true);
  expect(isDecided({ reading: accepted }, { id: '1.2.3' }, true)).toBe(false);
  expect(isDecided({ reading: accepted }, { id: 'draft' }, false)).toBe(false);
  expect(isDecided({ reading: null }, { id: '1.2.3' }, false)).toBe(false);
});
