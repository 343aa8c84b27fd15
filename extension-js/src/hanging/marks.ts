import { keyOfInstance } from '../imageSlice';
import type { Labelmap } from '../labelmap';
import type { DisplaySet, StackViewport } from '../ohif';
import type { State, Store } from '../store';
import { viewLabel } from './derivedImages';
import { viewportOfRole } from './layouts';
import { createMarksLayer, type Marks } from './marksLayer';
import { rimPoints } from './outlinePoints';
import type { Point } from './state';

const edited = 'CORNERSTONE_TOOLS_SEGMENTATION_DATA_MODIFIED';

/**
 * Keeps the marks over the images up to date: the point whose curve is shown,
 * and on projections the outline as it is seen through the patient. Returns how to stop that.
 */
export function showMarks(
  store: Store<State>,
  viewports: () => { id: string; viewport: StackViewport }[],
  displaySets: () => DisplaySet[],
  readLabelmap: () => Labelmap | undefined
): () => void {
  let silhouette: Point[] | undefined;

  function marksOf(viewport: StackViewport): Marks {
    const { derived, probe } = store.get();
    const imageId = viewport.getCurrentImageId();
    const uid = imageId && window.cornerstone.metaData.get('instance', imageId)?.SOPInstanceUID;
    const view = derived?.kind === 'ready' ? derived.images.views.find(each => each.sopInstanceUid === uid) : undefined;
    if (!view) return { probe, silhouette: [], caption: '', isProjection: false };
    silhouette ??= currentRim(readLabelmap(), displaySets());
    return { probe, silhouette, caption: viewLabel(view.degrees), isProjection: true };
  }

  const layer = createMarksLayer(viewports, marksOf);
  const renew = () => {
    silhouette = undefined;
    viewports()
      .filter(({ id }) => id === viewportOfRole.projection)
      .forEach(({ viewport }) => viewport.render());
  };
  let last = store.get();
  const unsubscribe = store.subscribe(() => {
    const now = store.get();
    if (now.probe !== last.probe) layer.redraw();
    if (now.voi !== last.voi) renew();
    last = now;
  });
  window.cornerstone.eventTarget.addEventListener(edited, renew);
  layer.start();
  return () => {
    unsubscribe();
    window.cornerstone.eventTarget.removeEventListener(edited, renew);
    layer.stop();
  };
}

/** The rim of the outline in the patient, by the places of the images beneath its slices. */
function currentRim(labelmap: Labelmap | undefined, displaySets: DisplaySet[]): Point[] {
  if (!labelmap) return [];
  const imageIds = new Map(displaySets.filter(set => set.alnPhase !== undefined).flatMap(set => set.instances.map(instance => [keyOfInstance(instance), instance.imageId])));
  return rimPoints(labelmap, key => {
    const imageId = imageIds.get(key);
    return imageId ? window.cornerstone.metaData.get('imagePlaneModule', imageId) : undefined;
  });
}
