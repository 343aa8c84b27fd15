import type { State, Store, Tool } from '../store';
import type { Viewer } from '../viewer';
import type { EditingViewer } from './editingViewer';
import type { OperationWorkflow } from './operationWorkflow';
import type { PromptWorkflow } from './promptWorkflow';
import type { PromptKind, ScissorsShape } from './state';

export type ToolWorkflow = ReturnType<typeof createToolWorkflow>;

export const smallestRadiusMm = 1;
export const largestRadiusMm = 20;
const prompts: readonly Tool[] = ['points', 'scribble', 'box'] satisfies PromptKind[];
const brushes: readonly Tool[] = ['brush', 'threshold'];

export const isPrompt = (tool: Tool): tool is PromptKind => prompts.includes(tool);
export const hasRadius = (tool: Tool) => brushes.includes(tool) || tool === 'eraser';

/** One choice of tool for the panel's own tools and for OHIF's. */
export function createToolWorkflow(
  store: Store<State>,
  getViewer: () => Pick<Viewer, 'activate' | 'setBrushRadius'>,
  getEditing: () => EditingViewer,
  promptWorkflow: Pick<PromptWorkflow, 'start' | 'stop'>,
  operations: Pick<OperationWorkflow, 'learnThresholds'>
) {
  // OHIF's toolbar and keys choose tools too.
  let { activeTool, voi } = store.get();
  store.subscribe(() => {
    const { activeTool: now, voi: outline, brushRadiusMm } = store.get();
    if (now === activeTool && (outline === null) === (voi === null)) return;
    [activeTool, voi] = [now, outline];
    if (!isPrompt(now)) promptWorkflow.stop();
    if (now !== 'eraser') getEditing().eraseWithCtrl(brushes.includes(now));
    // OHIF's own keys and buttons bring a brush of OHIF's size.
    if (hasRadius(now)) getViewer().setBrushRadius(brushRadiusMm);
  });

  let choices = 0;

  return {
    async choose(tool: Tool): Promise<void> {
      const mine = ++choices;
      if (isPrompt(tool)) return promptWorkflow.start(tool);
      if (tool === 'scissors') {
        const { shape, cuts } = store.get().scissors;
        return getEditing().activateScissors(shape, cuts);
      }

      if (tool === 'threshold') await operations.learnThresholds();
      if (mine !== choices) return;
      getViewer().activate(tool, store.get().brushRadiusMm);
    },

    setScissors(change: { shape?: ScissorsShape; cuts?: boolean }): void {
      const scissors = { ...store.get().scissors, ...change };
      store.set({ scissors });
      getEditing().activateScissors(scissors.shape, scissors.cuts);
    },

    setRadius(radiusMm: number): void {
      const brushRadiusMm = Math.min(Math.max(radiusMm, smallestRadiusMm), largestRadiusMm);
      store.set({ brushRadiusMm });
      getViewer().activate(store.get().activeTool, brushRadiusMm);
    },
  };
}
