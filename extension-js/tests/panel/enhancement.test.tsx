import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it, vi } from 'vitest';
import type { Kinetics, PointCurve } from '../../src/alnApi';
import * as format from '../../src/format';
import { Enhancement } from '../../src/panel/enhancement/Enhancement';
import { followEnhancement } from '../../src/panel/enhancement/workflow';
import { createStore, initialState, type State } from '../../src/store';
import { strings } from '../../src/strings';
import { draft, radscore, saved } from '../fixtures';

const kinetics: Kinetics = {
  earlyPhase: 1,
  plateauPercent: 10,
  meanType: 'washout',
  curveTypeVolumes: { persistent: 0.5, plateau: 1.25, washout: 2 },
  features: { kinetics_PercentPersistent: 13.3, kinetics_PercentPlateau: 33.3, kinetics_PercentWashout: 53.4 },
};

const point: PointCurve = { radiusMm: 2, voxels: 30, curveType: 'plateau', curve: [{ timeSeconds: 0, enhancementPercent: 0 }, { timeSeconds: 120, enhancementPercent: 80 }] };

const score = { ...radscore, curve: [{ timeSeconds: 0, enhancementPercent: 0 }, { timeSeconds: 90, enhancementPercent: 150.4 }, { timeSeconds: 300, enhancementPercent: null }] };

const page = (state: Partial<State> = {}) => renderToStaticMarkup(<Enhancement state={{ ...initialState, ...state }} score={score} />);

describe('enhancement over time', () => {
  it('has axes with units and says every value to those who cannot see it', () => {
    const html = page();
    expect(html).toContain(strings.minutesAxis);
    expect(html).toContain(strings.curveUnit);
    expect(html).toContain(`${strings.curveLabel(strings.tumour)} 0 s: 0 %; 1 min 30 s: 150 %.`);
  });

  it('names the type of the curve and how much of the tumour has which', () => {
    const html = page({ kinetics });
    expect(html).toContain(`<strong>${strings.curveTypes.washout}</strong>`);
    for (const text of ['0.50 ml', '1.25 ml', '2.00 ml', format.percent(0.53)]) expect(html).toContain(text);
  });

  it('draws the curve of a point beside that of the tumour', () => {
    const html = page({ pointCurve: point });
    expect(html).toContain('data-cy="aln-series-point"');
    expect(html).toContain(`${strings.curveLabel(strings.curveOfPoint)} 0 s: 0 %; 2 min: 80 %.`);
    expect(page()).not.toContain('aln-series-point');
  });

  it('is learned for the outline that is scored, once', async () => {
    const api = { kinetics: vi.fn(async () => kinetics) };
    const store = createStore<State>(initialState);
    followEnhancement(api, store);
    store.set({ voi: draft });
    expect(api.kinetics).not.toHaveBeenCalled();
    store.set({ score: { ...radscore, segmentationId: draft.id } });
    store.set({ otherTab: true });
    await vi.waitFor(() => expect(store.get().kinetics).toBe(kinetics));
    expect(api.kinetics).toHaveBeenCalledOnce();
    store.set({ voi: saved, score: null });
    expect(store.get().kinetics).toBeNull();
  });
});
