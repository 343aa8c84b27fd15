import { createAlnApi } from './alnApi';
import { createOhifViewer } from './ohifViewer';
import type { ExtensionParameters } from './ohif';
import { createStore, initialState, type State } from './store';
import type { Viewer } from './viewer';
import { createWorkflow } from './workflow';

/** The one store, interface and workflow of this browser tab; extension, mode and panel share them. */
export const store = createStore<State>(initialState);

let viewer: Viewer | undefined;

/** Called once, when OHIF registers the extension and hands out its services. */
export function connect({ servicesManager, commandsManager }: ExtensionParameters): void {
  viewer = createOhifViewer(servicesManager.services, commandsManager);
}

export const workflow = createWorkflow(createAlnApi(), store, () => {
  if (!viewer) throw new Error('The extension is not registered.');
  return viewer;
});
