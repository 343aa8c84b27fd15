import { describe, expect, it, vi } from 'vitest';
import type { EditingViewer } from '../../src/editing/editingViewer';
import { createToolWorkflow } from '../../src/editing/toolWorkflow';
import { createStore, initialState, type State } from '../../src/store';

describe('tools', () => {
  it('have the radius of the panel however they were chosen', () => {
    const store = createStore<State>({ ...initialState, brushRadiusMm: 3 });
    const viewer = { activate: vi.fn(), setBrushRadius: vi.fn() };
    const editing = { eraseWithCtrl: vi.fn() } as Partial<EditingViewer> as EditingViewer;
    createToolWorkflow(store, () => viewer, () => editing, { start: vi.fn(), stop: vi.fn() }, { learnThresholds: vi.fn() });

    // A key of OHIF's.
    store.set({ activeTool: 'brush' });
    expect(viewer.setBrushRadius).toHaveBeenCalledExactlyOnceWith(3);

    store.set({ activeTool: 'look' });
    expect(viewer.setBrushRadius).toHaveBeenCalledTimes(1);
  });
});
