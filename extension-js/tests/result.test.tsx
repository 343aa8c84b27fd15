import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { Contribution, Radscore } from '../src/alnApi';
import { Result } from '../src/panel/result/Result';
import { initialState } from '../src/store';
import { strings } from '../src/strings';
import { draft, radscore } from './fixtures';

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
};

const page = (change: Partial<Radscore> = {}) => renderToStaticMarkup(<Result state={{ ...initialState, voi: draft, score: { ...radscore, ...change } }} />);

describe('the result', () => {
  it('says how stable the score is, in the picture and in words', () => {
    const html = page();
    expect(html).toContain('aln-band');
    expect(html).toContain('aln-whisker');
    expect(html).toContain(strings.stability('0.62', '0.74'));
    expect(html).toContain('± 0.03');
    expect(html).not.toContain(strings.unstable);
  });

  it('warns when the call depends on one voxel, and repeats why a side is missing', () => {
    const html = page({ stability: { low: 0.4, high: 0.7, burdenChanges: true, note: 'The VOI is too small.' } });
    expect(html).toContain(strings.unstable);
    expect(html).toContain('The VOI is too small.');
  });

  it('draws no whisker for a single network', () => {
    expect(page({ spread: 0 })).not.toContain('aln-whisker');
  });

  it('badges the place in the training data by words and sign, with the reasons', () => {
    expect(page()).toContain(strings.training.inside);
    const html = page({ training: { band: 'outside', reasons: ['Sphericity is 4.1 standard deviations below the training mean.'] } });
    expect(html).toContain(strings.training.outside);
    expect(html).toContain('■');
    expect(html).toContain('4.1 standard deviations below');
    expect(page({ training: { band: 'unknown', reasons: [] } })).not.toContain('aln-badge');
  });

  it('says for which centre the features were harmonised, and nothing where the model does not harmonise', () => {
    expect(page()).toContain('Harmonised as &#x27;North&#x27;');
    expect(page({ harmonisation: { centre: null, kind: 'none', sentence: 'As extracted.' } })).not.toContain('As extracted.');
  });

  it('badges what speaks against the intended use', () => {
    const html = page({ intendedUse: { objections: ['The VOI is 61.0 mm long; the model is meant for tumours up to 50 mm.'] } });
    expect(html).toContain(strings.outsideIntendedUse);
    expect(html).toContain('up to 50 mm');
  });

  it('lists the most similar training cases with what was found', () => {
    const html = page({ nearest: [{ index: 17, centre: 'South', burden: 'high', radscore: 0.66, distance: 0.31 }] });
    expect(html).toContain('17, South');
    expect(html).toContain('0.66');
    expect(html).toContain('0.31');
  });

  it('shows the harmonised value beside the measured one, and the error of a sampled contribution', () => {
    expect(page({ contributions: [contribution] })).toContain('Sphericity: 0.612 (harmonised 0.58), higher than 12 %');
    expect(page({ contributions: [{ ...contribution, harmonisedValue: 0.612 }] })).not.toContain('harmonised 0');
    expect(page({ contributions: [{ ...contribution, standardError: 0.02 }] })).toContain('+0.21 ± 0.02');
  });

  it('shows the combined model where there is one', () => {
    const combinedModel = { name: 'Radscore and age', probability: 0.81, cutOff: 0.45, burden: 'high' as const };
    expect(page({ combinedModel })).toContain(strings.combined('Radscore and age', 'high', '0.81', '0.45'));
  });
});
