import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { Radscore } from '../../src/alnApi';
import { Result } from '../../src/panel/result/Result';
import { verdictOf } from '../../src/panel/result/verdict';
import { initialState, type State } from '../../src/store';
import { strings } from '../../src/strings';
import { draft, radscore } from '../fixtures';

const page = (change: Partial<Radscore> = {}, state: Partial<State> = {}) =>
  renderToStaticMarkup(<Result state={{ ...initialState, voi: draft, score: { ...radscore, ...change }, ...state }} />);

describe('the verdict', () => {
  it.each([
    ['high', 0.71, 0.48, 'High ALN burden predicted: radscore 0.71, above the cut-off 0.48'],
    ['low', 0.31, 0.48, 'Low ALN burden predicted: radscore 0.31, below the cut-off 0.48'],
    ['high', 0.4801, 0.48, 'High ALN burden predicted: radscore 0.48, at the cut-off 0.48'],
    ['low', 0.4799, 0.48, 'Low ALN burden predicted: radscore 0.48, just below the cut-off 0.48'],
  ] as const)('of a %s burden with score %d and cut-off %d', (burden, score, cutOff, sentence) => expect(verdictOf({ radscore: score, cutOff, burden })).toBe(sentence));
});

describe('the result', () => {
  it('says how stable the score is, in the picture and in words', () => {
    const html = page();
    expect(html).toContain('aln-band');
    expect(html).toContain('aln-whisker');
    expect(html).toContain(strings.stability('0.62', '0.74'));
    expect(html).toContain(strings.keyStability('0.62', '0.74'));
    expect(html).toContain(strings.keySpread('0.03'));
    expect(html).not.toContain(strings.unstable);
  });

  it('draws the value before the last change as a ghost, with its number unless it lies under the new one', () => {
    expect(page()).not.toContain('aln-ghost');
    const apart = page({}, { previousScore: { ...radscore, radscore: 0.3 } });
    expect(apart).toContain('data-cy="aln-ghost"');
    expect(apart).toContain('>0.30</text>');
    expect(apart).toContain(strings.keyEarlier('0.30'));
    expect(page({}, { previousScore: { ...radscore, radscore: 0.69 } })).not.toContain('>0.69</text>');
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
    expect(page({ training: { band: 'unknown', reasons: [] } })).not.toContain('data-cy="aln-badge"');
  });

  it('says for which centre the features were harmonised, and nothing where the model does not harmonise', () => {
    expect(page()).toContain('Harmonised as &#x27;North&#x27;');
    expect(page({ harmonisation: { centre: null, kind: 'none', sentence: 'As extracted.' } })).not.toContain('As extracted.');
  });

  it('badges what speaks against the intended use, and says what was not stated', () => {
    const html = page({ intendedUse: { objections: ['The VOI is 61.0 mm long; the model is meant for tumours up to 50 mm.'], unchecked: [] } });
    expect(html).toContain(strings.outsideIntendedUse);
    expect(html).toContain('up to 50 mm');
    expect(page({ intendedUse: { objections: [], unchecked: ['The model is meant for T1 and T2 tumours.'] } })).toContain(strings.uncheckedUse(1));
    expect(page()).not.toContain('aln-unchecked');
  });

  it('gives volume, diameters and side', () => {
    const html = page({ voi: { voxels: 9, volumeMl: 3.421, longestDiameterMm: 24.13, longestAxialMm: 22, perpendicularMm: 15.26, side: 'left' } });
    for (const text of ['3.42 ml', '24.1 mm', '22.0 × 15.3 mm', strings.sides.left]) expect(html).toContain(text);
    expect(page({ voi: { ...radscore.voi, side: null } })).toContain(strings.sides.unknown);
  });

  it('lets the reader choose the centre where the model asks for it, with a score and without', () => {
    const centres = { harmonises: true, minimumCases: 6, centres: [{ name: 'North', onboarded: false, cases: 30 }] };
    expect(page({}, { centres })).toContain(strings.centreOption('North', 30));
    expect(page({}, { centres, score: null })).toContain(strings.centreOfImages);
    expect(page()).not.toContain(strings.centreOfImages);
  });
});
