import { keyOfInstance } from '../imageSlice';
import type { ImagePlane } from '../imagePlane';
import type { Labelmap } from '../labelmap';
import type { DisplaySet, StackViewport } from '../ohif';
import type { State, Store } from '../store';
import { viewLabel } from './derivedImages';
import { viewportOfRole } from './layouts';
import { createMarksLayer, type Body, type Marks } from './marksLayer';
import { labelledPoints, voxelSize } from './outlinePoints';

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
  let body: Body | undefined;

  function marksOf(viewport: StackViewport): Marks {
    const { derived, probe } = store.get();
    const imageId = viewport.getCurrentImageId();
    const uid = imageId && window.cornerstone.metaData.get('instance', imageId)?.SOPInstanceUID;
    const view = derived?.kind === 'ready' ? derived.images.views.find(each => each.sopInstanceUid === uid) : undefined;
    if (!view) return { probe, body: null, caption: '' };
    body ??= bodyOf(readLabelmap(), displaySets());
    return { probe, body, caption: viewLabel(view.degrees) };
  }

  const layer = createMarksLayer(() => viewports().map(({ viewport }) => viewport), marksOf);
  const renew = () => {
    body = undefined;
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

/** The outline as a body in the patient, by the places of the images beneath its slices. */
function bodyOf(labelmap: Labelmap | undefined, displaySets: DisplaySet[]): Body {
  if (!labelmap) return { points: [], voxelMm: 0 };
  const imageIds = new Map(displaySets.filter(set => set.alnPhase !== undefined).flatMap(set => set.instances.map(instance => [keyOfInstance(instance), instance.imageId])));
  const planeOf = (key: string): ImagePlane | undefined => {
    const imageId = imageIds.get(key);
    return imageId ? window.cornerstone.metaData.get('imagePlaneModule', imageId) : undefined;
  };
  return { points: labelledPoints(labelmap, planeOf), voxelMm: voxelSize(labelmap.slices.slice(0, 2).flatMap(key => planeOf(key) ?? [])) };
}
