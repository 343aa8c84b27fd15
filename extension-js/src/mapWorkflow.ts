import type { AlnApi, FeatureMap } from './alnApi';
import * as format from './format';
import type { MapCaption } from './mapLegend';
import { initialMap, type MapState, type State, type Store } from './store';
import { strings, wordFor } from './strings';
import type { Viewer } from './viewer';
import { noticeOf } from './workflow';

/** What a reader does with feature maps; the panel only calls these. */
export type MapWorkflow = ReturnType<typeof createMapWorkflow>;

export function createMapWorkflow(api: Pick<AlnApi, 'featureMap'>, store: Store<State>, getViewer: () => Pick<Viewer, 'showMap' | 'hideMap' | 'setMapOpacity'>) {
  let running: AbortController | undefined;
  let onScreen = false;

  const setMap = (change: Partial<MapState>) => store.set({ map: { ...store.get().map, ...change } });

  function forget(): void {
    running?.abort();
    running = undefined;
    if (onScreen) getViewer().hideMap();
    onScreen = false;
    const { feature, ofModel, opacity } = store.get().map;
    store.set({ map: { ...initialMap, feature, ofModel, opacity } });
  }

  // A map belongs to one outline as the server has it: it goes when that one changes.
  let mapped = store.get().voi;
  store.subscribe(() => {
    const { voi, edited } = store.get();
    if (voi === mapped && !edited) return;
    mapped = voi;
    if (onScreen || running) forget();
  });

  async function show(): Promise<void> {
    const { voi, edited } = store.get();
    if (!voi || edited) return;
    forget();
    const { feature, ofModel } = store.get().map;
    const mine = new AbortController();
    running = mine;
    store.set({ notice: null });
    setMap({ progress: { share: 0, message: strings.mapComputing } });
    try {
      const { map, values } = await api.featureMap(
        voi.id,
        { feature, segmentNumber: store.get().indexLesion, ...(ofModel && { settings: ofModel.settings }) },
        job => setMap({ progress: { share: job.progress, message: job.message ?? strings.mapComputing } }),
        mine.signal
      );
      if (mine.signal.aborted) return;
      getViewer().showMap(map, values, captionOf(map, ofModel?.title));
      getViewer().setMapOpacity(store.get().map.opacity);
      onScreen = true;
      setMap({ shown: map, progress: null });
    } catch (error) {
      if (mine.signal.aborted) return;
      running = undefined;
      setMap({ progress: null });
      store.set({ notice: noticeOf(error) });
    }
  }

  return {
    show,
    hide: forget,

    /** Turns to another feature; a map that is on the screen is replaced. */
    async choose(feature: string): Promise<void> {
      setMap({ feature, ofModel: null });
      if (running) await show();
    },

    /** Shows one of the model's features as the model sees it, or hides it when it is on the screen. */
    async toggle(feature: string, ofModel: { settings: string; title: string }): Promise<void> {
      const isOn = running !== undefined && store.get().map.ofModel !== null && store.get().map.feature === feature;
      forget();
      setMap({ feature, ofModel });
      if (!isOn) await show();
    },

    setOpacity(opacity: number): void {
      setMap({ opacity });
      if (onScreen) getViewer().setMapOpacity(opacity);
    },
  };
}

/** Name, range and unit of a map in words. */
export function captionOf({ feature, minimum, maximum, unit }: FeatureMap, name = wordFor(strings.mapFeatures, feature)): MapCaption {
  const unitText = wordFor(strings.mapUnits, unit) ?? unit;
  const title = name ?? feature;
  return {
    title: unitText ? `${title}, ${unitText}` : title,
    low: minimum === null ? '' : format.quantity(minimum, ''),
    high: maximum === null ? '' : format.quantity(maximum, ''),
  };
}
