import { describe, expect, it } from 'vitest';
import { strings } from '../../src/strings';
import { badgeOf } from '../../src/worklist/badge';
import type { ReadingState } from '../../src/worklist/types';
import { studyState } from '../fixtures';

const all: ReadingState[] = ['not-processed', 'processing', 'ready', 'accepted', 'rejected', 'not-applicable', 'failed'];

describe('badge', () => {
  it('tells every state by a word and a sentence, and the states of a result by a shape too', () => {
    const badges = all.map(state => badgeOf(studyState(state)));
    expect(new Set(badges.map(({ word }) => word)).size).toBe(all.length);
    expect(new Set(badges.map(({ shape }) => shape)).size).toBe(all.length);
    expect(badges.every(({ sentence }) => sentence.length > 0)).toBe(true);
  });

  it('shows how far the processing is', () => {
    expect(badgeOf(studyState('processing', true))).toMatchObject({ word: 'Processing 25\u00a0%', progress: 0.25, sentence: 'Reading the images' });
  });

  it('tells images that still arrive from a study that nobody will process', () => {
    expect(badgeOf(studyState('not-processed', true))).toMatchObject({ word: strings.worklist.arriving, canProcess: false });
    expect(badgeOf(studyState('not-processed'))).toMatchObject({ word: strings.worklist.notProcessed, canProcess: true });
  });

  it('gives the reason of a failure and who decided', () => {
    expect(badgeOf({ ...studyState('failed'), problem: { detail: 'Nothing looks like a tumour.' } })).toMatchObject({ sentence: 'Nothing looks like a tumour.', canProcess: true });
    expect(badgeOf({ ...studyState('accepted'), reader: 'Reader A', at: '2026-11-20T10:00:00Z' }).sentence).toContain('Accepted by Reader A, 20 Nov 2026');
  });

  it('is neutral without an answer', () => {
    expect(badgeOf('unknown')).toMatchObject({ kind: 'none', word: '' });
    expect(badgeOf('unavailable')).toMatchObject({ kind: 'none', word: strings.worklist.noAnswer });
  });
});
