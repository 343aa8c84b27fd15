import { describe, expect, it } from 'vitest';
import { sliceKey, sliceKeys, sliceList, sliceOf } from '../src/slice';

describe('slice', () => {
  it('is the image where it has one slice, and the frame with it where it has several', () => {
    expect(sliceKey('1.2')).toBe('1.2');
    expect(sliceKey('1.2', null)).toBe('1.2');
    expect(sliceKey('1.2', 7)).not.toBe(sliceKey('1.2', 8));
    expect(sliceOf('1.2')).toEqual({ sopInstanceUid: '1.2' });
    expect(sliceOf(sliceKey('1.2', 7))).toEqual({ sopInstanceUid: '1.2', frameNumber: 7 });
  });

  it('goes to the server and back in the same words', () => {
    const frames = { sopInstanceUids: ['1.2', '1.2'], frameNumbers: [3, 1] };
    expect(sliceList(sliceKeys(frames))).toEqual(frames);
    expect(sliceList(sliceKeys({ sopInstanceUids: ['1.2', '1.3'], frameNumbers: null }))).toEqual({ sopInstanceUids: ['1.2', '1.3'] });
  });
});
