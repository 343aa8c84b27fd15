import { layoutIds } from './hanging/layouts';
import { hangingWorkflow, probeWorkflow, workflow } from './session';

/** The workflow as OHIF commands, for hotkeys, toolbars and other extensions. */
export function getCommandsModule() {
  const definition = (commandFn: () => unknown) => ({ commandFn });
  return {
    defaultContext: 'DEFAULT',
    definitions: {
      alnSegment: definition(() => workflow.segment()),
      alnPointAtTumour: definition(() => workflow.pointAtTumour()),
      alnSave: definition(() => workflow.save()),
      alnGoToTumour: definition(() => workflow.goToTumour()),
      ...Object.fromEntries(layoutIds.map(id => [`alnLayout-${id}`, definition(() => hangingWorkflow.setLayout(id))])),
      alnNextPhase: definition(() => hangingWorkflow.stepPhase(1)),
      alnPreviousPhase: definition(() => hangingWorkflow.stepPhase(-1)),
      alnPointCurve: definition(() => probeWorkflow.toggle()),
    },
  };
}
