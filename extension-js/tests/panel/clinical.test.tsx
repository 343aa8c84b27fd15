import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it, vi } from 'vitest';
import type { LogisticPrediction, Radscore } from '../../src/alnApi';
import * as format from '../../src/format';
import { Clinical } from '../../src/panel/clinical/Clinical';
import { spacedMarks } from '../../src/panel/clinical/spacedMarks';
import { statementsOf } from '../../src/panel/clinical/state';
import { createClinicalWorkflow } from '../../src/panel/clinical/workflow';
import { createStore, initialState, type State } from '../../src/store';
import { strings } from '../../src/strings';
import { about, draft, radscore } from '../fixtures';

const combinedModel: LogisticPrediction = {
  name: 'Combined',
  probability: 0.81,
  cutOff: 0.45,
  burden: 'high',
  points: [
    { variable: 'menopausal_status', label: 'menopausal_status', points: 12 },
    { variable: 'radscore', label: 'Radscore', points: 70 },
  ],
  totalPoints: 82,
  nomogram: {
    axes: [
      { variable: 'menopausal_status', label: 'menopausal_status', marks: [{ label: 'premenopausal', points: 0 }, { label: 'postmenopausal', points: 12 }] },
      { variable: 'radscore', label: 'Radscore', marks: [{ label: '0', points: 0 }, { label: '1', points: 100 }] },
    ],
    probability: [{ label: '0.1', points: 20 }, { label: '0.9', points: 90 }],
  },
};

const page = (change: Partial<Radscore> = {}, state: Partial<State> = {}) =>
  renderToStaticMarkup(<Clinical state={{ ...initialState, about, voi: draft, score: { ...radscore, ...change }, ...state }} />);

describe('the clinical section', () => {
  it('asks for what the model and the reader can state, in plain words', () => {
    const html = page();
    expect(html).toContain(strings.clinicalFields.menopausal_status);
    expect(html).toContain('aln-field-mri_aln_burden');
    expect(html).toContain('type="number"');
    expect(html).not.toContain('>menopausal_status');
  });

  it('says what would turn the combined model on', () => {
    expect(page()).toContain(strings.combinedNeeds('Menopausal status, Age'));
    expect(page({}, { clinical: { age: '60' } })).toContain(strings.combinedNeeds('Menopausal status'));
    expect(page({}, { about: { ...about, model: { ...about.model, combinedModel: null } } })).toContain(strings.noCombinedModel);
  });

  it('shows the combined model with its nomogram, in words too', () => {
    const html = page({ combinedModel });
    expect(html).toContain(strings.combined('high', format.percent(0.81), format.percent(0.45)));
    expect(html).toContain(strings.nomogramTotal('82', format.percent(0.81)));
    expect(html).toContain(strings.nomogramPoints('Menopausal status', '12'));
  });

  it('compares the reader with the radscore', () => {
    expect(page()).toContain(strings.secondReaderHint);
    expect(page({ reader: { burden: 'high', agreesWithRadscore: true, agreesWithCombinedModel: null } })).toContain(strings.readerAgrees('high'));
    const apart = page({ combinedModel, reader: { burden: 'low', agreesWithRadscore: false, agreesWithCombinedModel: true } });
    expect(apart).toContain(strings.readerDisagrees('low', 'high'));
    expect(apart).toContain(strings.combinedAgrees);
  });
});

describe('what the reader states', () => {
  function start(kept: Record<string, string> = {}) {
    const storage = { getItem: (key: string) => kept[key] ?? null, setItem: (key: string, value: string) => (kept[key] = value) } as unknown as Storage;
    const api = { centres: vi.fn(async () => ({ harmonises: true, minimumCases: 6, centres: [] })) };
    const store = createStore<State>(initialState);
    const rescore = vi.fn(async () => {});
    return { store, api, rescore, kept, clinical: createClinicalWorkflow(api, store, () => storage, rescore) };
  }

  it('is scored at once and kept for the study', async () => {
    const { store, rescore, kept, clinical } = start();
    store.set({ studyInstanceUid: '1.2' });
    await clinical.state('age', '60');
    await clinical.chooseCentre('North');
    expect(store.get()).toMatchObject({ clinical: { age: '60' }, centre: 'North' });
    expect(rescore).toHaveBeenCalledTimes(2);
    expect(JSON.parse(kept['aln.statements.1.2'] ?? '')).toEqual({ clinical: { age: '60' }, centre: 'North' });
    await clinical.state('age', null);
    expect(store.get().clinical).toEqual({});
  });

  it('comes back with its study and with no other', () => {
    const { store } = start({ 'aln.statements.1.2': '{"clinical":{"age":"60"},"centre":"North"}', 'aln.statements.1.4': '{"clinical":7' });
    store.set({ studyInstanceUid: '1.2' });
    expect(store.get()).toMatchObject({ clinical: { age: '60' }, centre: 'North' });
    for (const other of ['1.3', '1.4']) {
      store.set({ studyInstanceUid: other });
      expect(store.get()).toMatchObject({ clinical: {}, centre: null });
    }
  });

  it('asks for the centres only where the model harmonises', () => {
    const { store, api } = start();
    store.set({ studyInstanceUid: '1.2', about: { ...about, model: { ...about.model, harmonises: false } } });
    expect(api.centres).not.toHaveBeenCalled();
    store.set({ about });
    store.set({ edited: true });
    expect(api.centres).toHaveBeenCalledOnce();
  });

  it('goes to the server without what its model does not know', () => {
    expect(statementsOf({ ...initialState, about, clinical: { age: '60', shoe_size: '42' }, centre: null })).toEqual({ clinical: { age: '60' } });
    expect(statementsOf({ ...initialState, about })).toEqual({});
  });
});

describe('marks of an axis', () => {
  it('never touch, and the ends stay', () => {
    const marks = Array.from({ length: 11 }, (_, n) => ({ text: `mark ${n}`, at: n * 10 }));
    const kept = spacedMarks(marks, 320);
    expect(kept.map(mark => mark.text)).toContain('mark 0');
    expect(kept.map(mark => mark.text)).toContain('mark 10');
    expect(kept.length).toBeLessThan(11);
  });

  it('both show where an axis is too short for them', () => {
    const [first, last] = spacedMarks([{ text: 'negative', at: 30 }, { text: 'positive', at: 50 }], 320);
    expect((last?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThan(50);
  });

  it('stay on the page', () => {
    expect(spacedMarks([{ text: 'postmenopausal', at: 318 }], 320)[0]?.at).toBeLessThan(280);
  });
});
