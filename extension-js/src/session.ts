import { createAlnApi } from './alnApi';
import { createMapWorkflow } from './mapWorkflow';
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

const api = createAlnApi();

const getViewer = (): Viewer => {
  if (!viewer) throw new Error('The extension is not registered.');
  return viewer;
};

export const workflow = createWorkflow(api, store, getViewer);

export const mapWorkflow = createMapWorkflow(api, store, getViewer);
