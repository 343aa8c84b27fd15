import { workflow } from './session';

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
    },
  };
}
