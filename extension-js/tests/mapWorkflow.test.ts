import { describe, expect, it, vi } from 'vitest';
import { ProblemError } from '../src/alnApi';
import { createMapWorkflow } from '../src/mapWorkflow';
import { createStore, initialState, type State } from '../src/store';
import { draft, featureMap, saved } from './fixtures';

function start(answer = async () => featureMap) {
  const viewer = { showMap: vi.fn(), hideMap: vi.fn(), setMapOpacity: vi.fn() };
  const api = { featureMap: vi.fn(answer) };
  const store = createStore<State>({ ...initialState, voi: draft });
  return { viewer, api, store, maps: createMapWorkflow(api, store, () => viewer) };
}

describe('feature maps', () => {
  it('shows the chosen feature of the outline with the chosen opacity', async () => {
    const { maps, store, viewer, api } = start();
    maps.setOpacity(0.4);
    await maps.show();
    expect(api.featureMap).toHaveBeenCalledWith('draft', { feature: 'original_glcm_JointEntropy', segmentNumber: 1 }, expect.anything(), expect.anything());
    expect(viewer.showMap).toHaveBeenCalledWith(featureMap.map, featureMap.values, { title: 'Disorder of texture, bit', low: '1', high: '3' });
    expect(viewer.setMapOpacity).toHaveBeenLastCalledWith(0.4);
    expect(store.get().map).toMatchObject({ shown: featureMap.map, progress: null, opacity: 0.4 });
  });

  it('replaces a map on the screen by another feature, and only then computes', async () => {
    const { maps, api } = start();
    await maps.choose('original_glcm_Idm');
    expect(api.featureMap).not.toHaveBeenCalled();
    await maps.show();
    await maps.choose('original_firstorder_Mean');
    expect(api.featureMap.mock.calls.map(call => (call as unknown[])[1])).toEqual([{ feature: 'original_glcm_Idm', segmentNumber: 1 }, { feature: 'original_firstorder_Mean', segmentNumber: 1 }]);
  });

  it('shows a feature of the model by its settings and name, and takes it away at the second press', async () => {
    const { maps, store, viewer, api } = start();
    const ofModel = { settings: '{"setting":{}}', title: 'Brightness' };
    await maps.toggle('wavelet-HHL_glszm_SmallAreaEmphasis', ofModel);
    expect(api.featureMap).toHaveBeenCalledWith('draft', { feature: 'wavelet-HHL_glszm_SmallAreaEmphasis', segmentNumber: 1, settings: ofModel.settings }, expect.anything(), expect.anything());
    expect(viewer.showMap).toHaveBeenCalledWith(featureMap.map, featureMap.values, { title: 'Brightness, bit', low: '1', high: '3' });
    await maps.toggle('wavelet-HHL_glszm_SmallAreaEmphasis', ofModel);
    expect(viewer.hideMap).toHaveBeenCalledOnce();
    expect(store.get().map.shown).toBeNull();
    await maps.choose('original_glcm_Idm');
    expect(store.get().map).toMatchObject({ feature: 'original_glcm_Idm', ofModel: null });
  });

  it('takes the map away when it is hidden, keeping feature and opacity', async () => {
    const { maps, store, viewer } = start();
    await maps.show();
    maps.hide();
    expect(viewer.hideMap).toHaveBeenCalledOnce();
    expect(store.get().map).toMatchObject({ shown: null, feature: 'original_glcm_JointEntropy', opacity: 0.6 });
  });

  it.each([
    ['the outline is edited', { edited: true }],
    ['another outline takes its place', { voi: saved }],
    ['the study is closed', initialState],
  ])('takes the map away when %s', async (_, change: Partial<State>) => {
    const { maps, store, viewer } = start();
    await maps.show();
    store.set(change);
    expect(viewer.hideMap).toHaveBeenCalledOnce();
    expect(store.get().map.shown).toBeNull();
  });

  it('computes nothing of edits that the server does not know', async () => {
    const { maps, store, api } = start();
    store.set({ edited: true });
    await maps.show();
    expect(api.featureMap).not.toHaveBeenCalled();
  });

  it('says what went wrong and can be tried again', async () => {
    const { maps, store } = start(async () => {
      throw new ProblemError({ detail: 'The map cannot be computed.' }, '');
    });
    await maps.show();
    expect(store.get().notice?.message).toBe('The map cannot be computed.');
    expect(store.get().map.progress).toBeNull();
  });

  it('shows nothing of a map that was cancelled meanwhile', async () => {
    let finish = () => {};
    const { maps, store, viewer } = start(() => new Promise(resolve => (finish = () => resolve(featureMap))));
    const showing = maps.show();
    expect(store.get().map.progress).not.toBeNull();
    maps.hide();
    finish();
    await showing;
    expect(viewer.showMap).not.toHaveBeenCalled();
    expect(store.get().map).toMatchObject({ shown: null, progress: null });
  });
});
