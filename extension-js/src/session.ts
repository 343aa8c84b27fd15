import { createAlnApi } from './alnApi';
import { apiRoot } from './apiRoot';
import { createHangingViewer, type HangingViewer } from './hanging/hangingViewer';
import { createHangingWorkflow } from './hanging/hangingWorkflow';
import { createProbeWorkflow } from './hanging/probeWorkflow';
import { createEditingViewer, type EditingViewer } from './editing/editingViewer';
import { followEditing } from './editing/following';
import { shortcutsOf } from './editing/hotkeys';
import { createLabelmapLayer } from './editing/labelmapLayer';
import { createLesionWorkflow } from './editing/lesionWorkflow';
import { createLiveScore } from './editing/liveScore';
import { createOperationWorkflow } from './editing/operationWorkflow';
import { createPromptWorkflow } from './editing/promptWorkflow';
import { createReconnection } from './editing/reconnection';
import { createSignal } from './editing/signal';
import { createToolWorkflow } from './editing/toolWorkflow';
import { createUnsavedStore } from './editing/unsavedStore';
import { createUnsavedWorkflow } from './editing/unsavedWorkflow';
import { createMapWorkflow } from './mapWorkflow';
import { createClinicalWorkflow } from './panel/clinical/workflow';
import { followEnhancement } from './panel/enhancement/workflow';
import { browser } from './reading/browser';
import { createReadingWorkflow } from './reading/workflow';
import { createOhifViewer } from './ohifViewer';
import { withLogin } from './login';
import { createPhaseWorkflow } from './phaseWorkflow';
import type { ExtensionParameters, HotkeysManager, UserAuthenticationService } from './ohif';
import { createStore, initialState, type State } from './store';
import type { Viewer } from './viewer';
import { createWorkflow } from './workflow';
import { createStudyStates } from './worklist/studyStates';

/** The one store, interface and workflow of this browser tab; extension, mode and panel share them. */
export const store = createStore<State>(initialState);

let viewer: Viewer | undefined;
let hanging: HangingViewer | undefined;
let editing: EditingViewer | undefined;
let user: UserAuthenticationService | undefined;
let hotkeys: HotkeysManager | undefined;
let server: string | undefined;

/** Called once, when OHIF registers the extension and hands out its services. */
export function connect({ servicesManager: { services }, commandsManager, extensionManager, hotkeysManager, appConfig }: ExtensionParameters): void {
  hotkeys = hotkeysManager;
  server = appConfig?.aln?.server;
  user = services.userAuthenticationService;
  const layer = createLabelmapLayer(services);
  viewer = createOhifViewer(services, commandsManager, layer);
  editing = createEditingViewer(services, commandsManager, layer);
  hanging = createHangingViewer(services, commandsManager, extensionManager, viewer.readLabelmap);
}

const api = createAlnApi(withLogin(() => user, (input, init) => fetch(input, init)), () => apiRoot(import.meta.url, server));

function registered<T>(part: T | undefined): T {
  if (!part) throw new Error('The extension is not registered.');
  return part;
}

const getViewer = (): Viewer => registered(viewer);
const getEditing = (): EditingViewer => registered(editing);

/** Tells of every change of the outline by the reader. */
const edits = createSignal();

export const workflow = createWorkflow(api, store, getViewer, edits);

export const phaseWorkflow = createPhaseWorkflow(api, store, getViewer, workflow, () => window.location.reload());

export const mapWorkflow = createMapWorkflow(api, store, getViewer);

export const liveScore = createLiveScore(api, store, getViewer, edits);

/** Scores what is on the screen, saved or not. */
const rescore = (): Promise<void> => (store.get().edited ? liveScore.now() : workflow.rescore());

export const lesionWorkflow = createLesionWorkflow(store, getViewer, getEditing, () => void rescore());

export const promptWorkflow = createPromptWorkflow(api, store, getViewer, getEditing, workflow);

export const operationWorkflow = createOperationWorkflow(api, store, getViewer, getEditing, workflow, lesionWorkflow, edits);

export const toolWorkflow = createToolWorkflow(store, getViewer, getEditing, promptWorkflow, operationWorkflow);

/** Who edits: drafts in this browser are kept apart by user. */
const userName = () => user?.getUser?.()?.profile?.sub ?? 'local';

export const unsavedWorkflow = createUnsavedWorkflow(createUnsavedStore(), store, getViewer, workflow, userName, edits);

followEditing(store, getEditing, edits);

export const clinicalWorkflow = createClinicalWorkflow(api, store, () => window.localStorage, rescore);

export const readingWorkflow = createReadingWorkflow(api, store, workflow, () => browser);

followEnhancement(api, store);

/** The states of the studies in the study list. */
export const studyStates = createStudyStates(api.studyStates);

/** Has a study of the list processed now; its badge follows. */
export const processNow = (studyInstanceUid: string): void => void api.processNow(studyInstanceUid).finally(studyStates.refresh).catch(() => {});

const getHanging = (): HangingViewer => registered(hanging);

export const hangingWorkflow = createHangingWorkflow(api, store, getHanging, () => getViewer().goToTumour());

export const probeWorkflow = createProbeWorkflow(api, store, (listener, signal) => getHanging().listenForPoints(listener, signal));

createReconnection(api, store, () => void liveScore.now());

/** The keys of the mode as the reader has them now. */
export const shortcuts = () => shortcutsOf(Object.values(hotkeys?.hotkeyDefinitions ?? {}));
