import { describe, expect, it } from 'vitest';
import { groupByPhase, peak, preContrast, roleOf, sameSliceInPeak } from '../src/phases';
import { enhanced, phases } from './fixtures';

describe('phases', () => {
  it('parts the instances of one series by phase, in the order of the phases', () => {
    const groups = groupByPhase(phases, ['2.low', '0.high', '0.low'], key => key);
    expect(groups.map(([phase, members]) => [phase?.index, members])).toEqual([
      [0, ['0.high', '0.low']],
      [2, ['2.low']],
    ]);
  });

  it('keeps instances that belong to no phase, after the others', () => {
    const groups = groupByPhase(phases, ['localizer', '1.low'], key => key);
    expect(groups.map(([phase]) => phase?.index)).toEqual([1, undefined]);
  });

  it('names what each phase was taken as', () => {
    expect([0, 1, 2].map(index => roleOf(phases, index))).toEqual(['pre', 'peak', 'other']);
    expect(preContrast(phases)?.index).toBe(0);
    expect(peak(phases)?.index).toBe(1);
  });

  it('finds the slice of the peak phase at the position of any slice', () => {
    expect(sameSliceInPeak(phases, '0.high')).toBe('1.high');
    expect(sameSliceInPeak(phases, '1.low')).toBe('1.low');
    expect(sameSliceInPeak(phases, 'localizer')).toBeUndefined();
    expect(sameSliceInPeak(enhanced, 'all#4')).toBe('all#5');
  });

  it('parts the frames of one multi-frame image', () => {
    const groups = groupByPhase(enhanced, ['all#1', 'all#2', 'all#3', 'all#4', 'all#5', 'all#6'], key => key);
    expect(groups.map(([phase, members]) => [phase?.index, members])).toEqual([
      [0, ['all#1', 'all#4']],
      [1, ['all#2', 'all#5']],
      [2, ['all#3', 'all#6']],
    ]);
  });
});
