import { layoutIds } from './hanging/layouts';
import { hangingWorkflow, lesionWorkflow, probeWorkflow, promptWorkflow, readingWorkflow, store, toolWorkflow, workflow } from './session';

/** The workflow as OHIF commands, for hotkeys, toolbars and other extensions. */
export function getCommandsModule() {
  const definition = (commandFn: () => unknown) => ({ commandFn });
  return {
    defaultContext: 'DEFAULT',
    definitions: {
      alnSegment: definition(() => workflow.segment()),
      alnPoints: definition(() => promptWorkflow.start('points')),
      alnAccept: definition(() => readingWorkflow.accept()),
      alnSave: definition(() => workflow.save()),
      alnGoToTumour: definition(() => workflow.goToTumour()),
      ...Object.fromEntries(layoutIds.map(id => [`alnLayout-${id}`, definition(() => hangingWorkflow.setLayout(id))])),
      alnNextPhase: definition(() => hangingWorkflow.stepPhase(1)),
      alnPreviousPhase: definition(() => hangingWorkflow.stepPhase(-1)),
      alnPointCurve: definition(() => probeWorkflow.toggle()),
      alnBrushSmaller: definition(() => toolWorkflow.setRadius(store.get().brushRadiusMm - 1)),
      alnBrushLarger: definition(() => toolWorkflow.setRadius(store.get().brushRadiusMm + 1)),
      alnNextLesion: definition(() => lesionWorkflow.step(1)),
      alnPreviousLesion: definition(() => lesionWorkflow.step(-1)),
      alnAddLesion: definition(() => lesionWorkflow.add()),
      alnToggleOverlay: definition(() => lesionWorkflow.setOverlayShown(!store.get().overlayShown)),
      alnHelp: definition(() => store.set({ helpShown: !store.get().helpShown })),
    },
  };
}
