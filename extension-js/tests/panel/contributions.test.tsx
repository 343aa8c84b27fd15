import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { Contribution } from '../../src/alnApi';
import { Contributions } from '../../src/panel/explanation/Contributions';
import { rangeOf, stepsOf } from '../../src/panel/explanation/waterfall';
import { initialState, type State } from '../../src/store';
import { strings } from '../../src/strings';
import { draft, radscore } from '../fixtures';

const contribution: Contribution = {
  feature: 'original_shape_Sphericity',
  label: 'Sphericity',
  explanation: 'how round the tumour is',
  value: 0.612,
  harmonisedValue: 0.58,
  unit: '1',
  contribution: 0.21,
  standardError: 0,
  percentile: 12,
  training: { minimum: 0.3, lowerQuartile: 0.5, median: 0.6, upperQuartile: 0.7, maximum: 0.9 },
  hasMap: false,
};

const texture: Contribution = { ...contribution, feature: 'wavelet-HHL_glszm_SmallAreaEmphasis', label: 'Small areas', contribution: -0.3, hasMap: true };

const page = (contributions: Contribution[], state: Partial<State> = {}) => {
  const score = { ...radscore, segmentationId: draft.id, contributions };
  return renderToStaticMarkup(<Contributions state={{ ...initialState, voi: draft, score, ...state }} score={score} />);
};

describe('the waterfall', () => {
  it('leads from the baseline to the score, the largest contribution first', () => {
    const steps = stepsOf([contribution, texture], 0.5);
    expect(steps.map(step => step.item.label)).toEqual(['Small areas', 'Sphericity']);
    expect(steps.map(step => step.from)).toEqual([0.5, 0.2]);
    expect(steps.at(-1)?.to).toBeCloseTo(0.41, 12);
  });

  it('has room for every step and for the cut-off', () => {
    const [low, high] = rangeOf(stepsOf([contribution, texture], 0.5), 0.5, 0.8);
    expect(low).toBeLessThan(0.2);
    expect(high).toBeGreaterThan(0.8);
  });
});

describe('the contributions', () => {
  it('show the harmonised value beside the measured one, its place, and the error of a sampled contribution', () => {
    expect(page([contribution])).toContain('0.612 (aligned 0.58), higher than 12 %');
    expect(page([{ ...contribution, harmonisedValue: 0.612 }])).not.toContain('aligned 0');
    expect(page([{ ...contribution, standardError: 0.02 }])).toContain('+0.21 ± 0.02');
  });

  it('say in words what the colours say', () => {
    expect(page([contribution])).toContain(`${strings.raises} +0.21`);
    expect(page([texture])).toContain(`${strings.lowers} −0.30`);
  });

  it('describe the training cases to those who cannot see the strip', () => {
    expect(page([contribution])).toContain(strings.stripLabel('0.3', '0.5', '0.6', '0.7', '0.9'));
  });

  it('offer the image of a texture and say that shape has none', () => {
    expect(page([texture])).toContain(strings.featureImage);
    expect(page([texture])).not.toContain('disabled');
    expect(page([texture], { edited: true })).toContain('disabled');
    expect(page([contribution])).toContain(strings.noFeatureImage);
  });

  it('fold away what is beyond the first eight', () => {
    const many = Array.from({ length: 11 }, (_, n) => ({ ...contribution, feature: `original_shape_F${n}` }));
    expect(page(many)).toContain(strings.moreFeatures(3));
  });
});
