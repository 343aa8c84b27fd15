import type { AlnApi, Click, PromptRequest, Segmentation } from '../alnApi';
import type { Labelmap } from '../labelmap';
import { sliceKeys, sliceOf } from '../slice';
import type { State, Store } from '../store';
import { strings } from '../strings';
import type { Pixel, Viewer } from '../viewer';
import type { Workflow } from '../workflow';
import type { EditingViewer } from './editingViewer';
import type { Drawn } from './pointer';
import { emptyPrompt, type Prompt, type PromptKind } from './state';
import { reshaped } from './voxels';

export type PromptWorkflow = ReturnType<typeof createPromptWorkflow>;

/** The longest stroke that is sent, points; a denser one says no more. */
const mostPoints = 20_000;

/** Points, strokes and boxes: each of them changes the outline of the active lesion as one step of undo. */
export function createPromptWorkflow(
  api: Pick<AlnApi, 'prompt' | 'labelmap'>,
  store: Store<State>,
  getViewer: () => Pick<Viewer, 'readLabelmap' | 'activate'>,
  getEditing: () => EditingViewer,
  workflow: Pick<Workflow, 'step' | 'takeDraft'>
) {
  let listening: AbortController | undefined;
  let running: AbortController | undefined;

  const setPrompt = (prompt: Prompt) => store.set({ prompt });

  /** Puts the server's answer in the place of the active lesion. */
  function apply(shape: Labelmap, draft: Segmentation, from: Prompt, to: Prompt, key?: string): void {
    const { activeLesion, voi, lesions } = store.get();
    const labelmap = getViewer().readLabelmap();
    if (!voi || !labelmap) return;
    // What an algorithm outlined is not drawn by hand any more.
    if (voi.algorithmType === 'MANUAL' && !voi.saved) {
      store.set({ voi: { ...voi, id: draft.id, algorithmType: draft.algorithmType, method: draft.method, segments: lesions.map(lesion => ({ ...sizeless, ...lesion })) } });
    }

    getEditing().edit(reshaped(labelmap, shape, activeLesion), { undo: () => setPrompt(from), redo: () => setPrompt(to) }, key);
  }

  async function run(from: Prompt, to: Prompt, key?: string): Promise<void> {
    const { studyInstanceUid, fraction, reachMm } = store.get();
    if (!studyInstanceUid) return;
    running?.abort();
    const mine = new AbortController();
    running = mine;
    setPrompt(to);
    await workflow.step(async () => {
      try {
        const draft = await api.prompt(studyInstanceUid, requestOf(to, { fraction, radiusMm: reachMm }), mine.signal);
        if (store.get().voi === null) {
          await workflow.takeDraft(draft);
          setPrompt(to);
          return;
        }

        const voxels = await api.labelmap(draft.id, mine.signal);
        if (!mine.signal.aborted) apply({ rows: draft.rows, columns: draft.columns, slices: sliceKeys(draft), voxels }, draft, from, to, key);
      } catch (error) {
        if (!mine.signal.aborted) setPrompt(from);
        throw error;
      }
    });
  }

  function onDrawn(kind: PromptKind, { places, withCtrl }: Drawn): void {
    const { prompt, excluding } = store.get();
    const [first, last] = [places[0], places.at(-1)];
    if (!first || !last) return;
    if (kind === 'box') {
      if (first === last) return;
      void run(prompt, { ...emptyPrompt, box: getEditing().boxAround(first, last) });
      return;
    }

    const excluded = excluding !== withCtrl;
    const kept = { ...prompt, box: null };
    const to = excluded ? { ...kept, background: [...kept.background, ...places] } : { ...kept, foreground: [...kept.foreground, ...places] };
    if (to.foreground.length === 0) {
      store.set({ notice: { message: strings.editing.needsTumourFirst, nextStep: strings.editing.needsTumourFirstNext } });
      return;
    }

    void run(prompt, to);
  }

  function stop(): void {
    listening?.abort();
    listening = undefined;
  }

  return {
    stop,

    /** Takes points, strokes or a box until another tool is chosen. */
    start(kind: PromptKind): void {
      stop();
      getViewer().activate('look', store.get().brushRadiusMm);
      const mine = new AbortController();
      listening = mine;
      store.set({ activeTool: kind, excluding: false });
      setPrompt(emptyPrompt);
      const onDrawing = (drawn: Drawn) => getEditing().showMarks({ prompt: preview(store.get().prompt, kind, drawn, store.get().excluding), shell: store.get().shell });
      getEditing().draw(kind, { onDrawing, onDrawn: drawn => onDrawn(kind, drawn) }, mine.signal);
    },

    setExcluding: (excluding: boolean) => store.set({ excluding }),

    /** Another cut or reach for the one point there is; the outline follows the slider. */
    setExtent(extent: { fraction?: number; reachMm?: number }): void {
      store.set(extent);
      const { prompt } = store.get();
      if (isOnePoint(prompt)) void run(prompt, prompt, `extent of ${JSON.stringify(prompt.foreground)}`);
    },

    /** Forgets the points and strokes; the outline stays. */
    clear: () => setPrompt(emptyPrompt),

    cancel: () => running?.abort(),
  };
}

const sizeless = { voxels: 0, volumeMm3: 0, longestDiameterMm: 0 };

/** Whether the outline comes from a click, whose cut and reach can be chosen. */
export function isOnePoint({ foreground, background, box }: Prompt): boolean {
  return foreground.length === 1 && background.length === 0 && !box;
}

/** A single point grows a region; more of them, or strokes, are completed by a random walk. */
export function requestOf(prompt: Prompt, extent: { fraction: number; radiusMm: number }): PromptRequest {
  const { foreground, background, box } = prompt;
  const [click] = foreground;
  if (box) return { mode: 'box', box: { first: clickOf(box.first), last: clickOf(box.last) } };
  if (click && isOnePoint(prompt)) return { mode: 'click', click: clickOf(click), ...extent };
  return { mode: 'scribble', foreground: thinned(foreground), ...(background.length > 0 && { background: thinned(background) }) };
}

const clickOf = ({ slice, ...pixel }: Pixel): Click => ({ ...sliceOf(slice), ...pixel });

/** Every pixel once, and not more than are of use. */
function thinned(pixels: Pixel[]): Click[] {
  const unique = [...new Map(pixels.map(pixel => [`${pixel.slice} ${pixel.column} ${pixel.row}`, pixel])).values()];
  const step = Math.ceil(unique.length / mostPoints);
  return unique.filter((_, i) => i % step === 0).map(clickOf);
}

function preview(prompt: Prompt, kind: PromptKind, { places, withCtrl }: Drawn, excluding: boolean): Prompt {
  const [first, last] = [places[0], places.at(-1)];
  if (kind === 'box') return first && last ? { ...emptyPrompt, box: { first, last } } : prompt;
  return excluding !== withCtrl ? { ...prompt, background: [...prompt.background, ...places] } : { ...prompt, foreground: [...prompt.foreground, ...places] };
}
