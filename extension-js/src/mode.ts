import { hangingProtocolId, modeId, panelId, sopClassHandlerId } from './id';
import { hotkeyCustomization } from './editing/hotkeys';
import { hangingCustomization } from './hanging/customization';
import { hangingWorkflow, phaseWorkflow, probeWorkflow, unsavedWorkflow, workflow } from './session';
import { strings } from './strings';
import { viewportOverlay } from './viewportOverlay';

interface Layout {
  id: string;
  props: {
    leftPanels: string[];
    leftPanelClosed?: boolean;
    rightPanels: string[];
    rightPanelInitialExpandedWidth?: number;
    viewports: { namespace: string; displaySetsToDisplay: string[] }[];
  };
}

type Hook = (this: unknown, context: unknown) => void;

/** The parameter of OHIF's address that names the study. */
const studyParameter = 'StudyInstanceUIDs';

interface ModeInstance {
  routes: { path: string; layoutInstance: Layout; init?: (context: { studyInstanceUIDs: string[] }) => Promise<undefined> }[];
  sopClassHandlers: string[];
  onModeEnter: Hook;
  onModeExit: Hook;
  [member: string]: unknown;
}

interface FactoryContext {
  loadModules(names: string[]): Promise<{ modeInstance: ModeInstance }[]>;
}

/**
 * Wide enough for the panel's rows, narrow enough for two images on a screen of
 * 1366 pixels; on a screen with many pixels the panel is drawn larger.
 */
const panelWidth = window.innerWidth >= 2560 ? 525 : 350;

const warnOfUnsavedEdits = (event: BeforeUnloadEvent) => {
  if (workflow.hasUnsavedEdits()) event.preventDefault();
};

/**
 * OHIF's segmentation mode with our panel, phases and hanging protocol. The
 * basic mode's entry hook is taken, since that of the segmentation mode turns
 * to its own panel as soon as there is a segmentation.
 */
async function modeFactory({ loadModules }: FactoryContext): Promise<ModeInstance> {
  const [segmentation, basic] = await loadModules(['@ohif/mode-segmentation', '@ohif/mode-basic']);
  const base = segmentation?.modeInstance;
  const route = base?.routes[0];
  const [images, ...otherViewports] = route?.layoutInstance.props.viewports ?? [];
  if (!base || !basic || !route || !images) throw new Error('This version of OHIF has no segmentation mode to build on.');

  const { layoutInstance } = route;
  return {
    ...base,
    id: modeId,
    routeName: 'aln',
    displayName: strings.modeTitle,
    hangingProtocol: hangingProtocolId,
    modeCustomizations: { ...viewportOverlay, ...hangingCustomization, ...hotkeyCustomization },
    sopClassHandlers: [sopClassHandlerId, ...base.sopClassHandlers],
    isValidMode: ({ modalities }: { modalities: string }) => ({
      valid: modalities.split('\\').includes('MR'),
      description: strings.onlyMr,
    }),
    onModeInit({ query }: { query: URLSearchParams }) {
      const study = query.get(studyParameter)?.split(',')[0];
      if (study) workflow.prepare(study);
    },
    onModeEnter(context) {
      basic.modeInstance.onModeEnter.call(this, context);
      window.addEventListener('beforeunload', warnOfUnsavedEdits);
    },
    onModeExit(context) {
      window.removeEventListener('beforeunload', warnOfUnsavedEdits);
      probeWorkflow.stop();
      hangingWorkflow.leave();
      unsavedWorkflow.leave();
      workflow.close();
      base.onModeExit.call(this, context);
    },
    onSetupRouteComplete() {
      hangingWorkflow.enter();
      void unsavedWorkflow.enter();
      void workflow.resume().then(phaseWorkflow.measureMotion);
    },
    routes: [
      {
        ...route,
        path: 'aln',
        init: async ({ studyInstanceUIDs: [study] }) => {
          if (study) await workflow.open(study);
          hangingWorkflow.plan();
          return undefined;
        },
        layoutInstance: {
          ...layoutInstance,
          props: {
            ...layoutInstance.props,
            leftPanelClosed: true,
            rightPanelInitialExpandedWidth: panelWidth,
            rightPanels: [panelId, ...layoutInstance.props.rightPanels],
            viewports: [
              { ...images, displaySetsToDisplay: [sopClassHandlerId, ...images.displaySetsToDisplay] },
              ...otherViewports,
            ],
          },
        },
      },
    ],
  };
}

const mode = { id: modeId, modeFactory };

export default mode;
