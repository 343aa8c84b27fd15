import { createAlnApi } from './alnApi';
import { apiRoot } from './apiRoot';
import { createHangingViewer, type HangingViewer } from './hanging/hangingViewer';
import { createHangingWorkflow } from './hanging/hangingWorkflow';
import { createProbeWorkflow } from './hanging/probeWorkflow';
import { createMapWorkflow } from './mapWorkflow';
import { createClinicalWorkflow } from './panel/clinical/workflow';
import { followEnhancement } from './panel/enhancement/workflow';
import { createOhifViewer } from './ohifViewer';
import { withLogin } from './login';
import { createPhaseWorkflow } from './phaseWorkflow';
import type { ExtensionParameters, UserAuthenticationService } from './ohif';
import { createStore, initialState, type State } from './store';
import type { Viewer } from './viewer';
import { createWorkflow } from './workflow';
import { createStudyStates } from './worklist/studyStates';

/** The one store, interface and workflow of this browser tab; extension, mode and panel share them. */
export const store = createStore<State>(initialState);

let viewer: Viewer | undefined;
let hanging: HangingViewer | undefined;
let user: UserAuthenticationService | undefined;
let server: string | undefined;

/** Called once, when OHIF registers the extension and hands out its services. */
export function connect({ servicesManager, commandsManager, extensionManager, appConfig }: ExtensionParameters): void {
  server = appConfig?.aln?.server;
  user = servicesManager.services.userAuthenticationService;
  viewer = createOhifViewer(servicesManager.services, commandsManager);
  hanging = createHangingViewer(servicesManager.services, commandsManager, extensionManager, viewer.readLabelmap);
}

const api = createAlnApi(withLogin(() => user, (input, init) => fetch(input, init)), () => apiRoot(import.meta.url, server));

const getViewer = (): Viewer => {
  if (!viewer) throw new Error('The extension is not registered.');
  return viewer;
};

export const workflow = createWorkflow(api, store, getViewer);

export const phaseWorkflow = createPhaseWorkflow(api, store, getViewer, workflow, () => window.location.reload());

export const mapWorkflow = createMapWorkflow(api, store, getViewer);

export const clinicalWorkflow = createClinicalWorkflow(api, store, () => window.localStorage, workflow.rescore);

followEnhancement(api, store);

/** The states of the studies in the study list. */
export const studyStates = createStudyStates(api.studyStates);

/** Has a study of the list processed now; its badge follows. */
export const processNow = (studyInstanceUid: string): void => void api.processNow(studyInstanceUid).finally(studyStates.refresh).catch(() => {});

const getHanging = (): HangingViewer => {
  if (!hanging) throw new Error('The extension is not registered.');
  return hanging;
};

export const hangingWorkflow = createHangingWorkflow(api, store, getHanging);

export const probeWorkflow = createProbeWorkflow(api, store, (listener, signal) => getHanging().listenForPoints(listener, signal));
