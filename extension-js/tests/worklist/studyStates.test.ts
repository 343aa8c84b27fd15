import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStudyStates } from '../../src/worklist/studyStates';
import type { StudyState } from '../../src/worklist/types';
import { studyState } from '../fixtures';

const of = (study: string, state: StudyState) => ({ ...state, studyInstanceUid: study });

describe('the states of the studies in the list', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('asks for all rows that appear together by one request', async () => {
    const ask = vi.fn(async (studies: string[]) => studies.map(study => of(study, studyState('ready'))));
    const states = createStudyStates(ask, () => true);
    const listener = vi.fn();
    states.watch('1', listener);
    states.watch('2', () => {});
    expect(states.get('1')).toBe('unknown');
    await vi.advanceTimersByTimeAsync(50);
    expect(ask.mock.calls).toEqual([[['1', '2']]]);
    expect(states.get('1')).toMatchObject({ state: 'ready' });
    expect(listener).toHaveBeenCalledOnce();
  });

  it('asks often as long as a state changes by itself, and now and then otherwise', async () => {
    const answers = [studyState('not-processed', true), studyState('processing', true), studyState('ready')];
    const ask = vi.fn(async () => [of('1', answers.length > 1 ? (answers.shift() as StudyState) : (answers[0] as StudyState))]);
    const states = createStudyStates(ask, () => true);
    states.watch('1', () => {});
    await vi.advanceTimersByTimeAsync(5_000);
    expect(ask).toHaveBeenCalledTimes(3);
    expect(states.get('1')).toMatchObject({ state: 'ready' });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ask).toHaveBeenCalledTimes(5);
  });

  it('says that there is no answer, and asks again when the reader comes back', async () => {
    const ask = vi.fn(async (): Promise<StudyState[]> => Promise.reject(new Error('away')));
    const states = createStudyStates(ask, () => true);
    states.watch('1', () => {});
    await vi.advanceTimersByTimeAsync(20_000);
    expect(states.get('1')).toBe('unavailable');
    expect(ask).toHaveBeenCalledOnce();
    ask.mockResolvedValue([of('1', studyState('ready'))]);
    await states.refresh();
    expect(states.get('1')).toMatchObject({ state: 'ready' });
  });

  it('asks for nothing that is not on the screen', async () => {
    const ask = vi.fn(async () => [of('1', studyState('processing', true))]);
    let visible = true;
    const states = createStudyStates(ask, () => visible);
    const leave = states.watch('1', () => {});
    await vi.advanceTimersByTimeAsync(50);
    visible = false;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ask).toHaveBeenCalledOnce();
    visible = true;
    leave();
    await states.refresh();
    expect(ask).toHaveBeenCalledOnce();
  });
});
