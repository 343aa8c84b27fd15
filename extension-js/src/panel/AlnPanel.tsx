import { language, strings } from '../strings';
import { keepKeys } from './keys';
import { MapSection } from './explanation/MapSection';
import { Model } from './model/Model';
import { NoticeBox } from './NoticeBox';
import { PhasesSection } from './phases/PhasesSection';
import { Result } from './result/Result';
import { Outline } from './outline/Outline';
import { useStore } from './useStore';

/** The panel, top to bottom in the order of the reader's work. */
export function AlnPanel() {
  const state = useStore();
  return (
    <main className="aln" lang={language} data-cy="aln-panel" onKeyDown={keepKeys}>
      <p className="aln-research">
        <strong>{strings.researchUse}.</strong> {strings.researchUseLong}
      </p>
      {state.notice && <NoticeBox notice={state.notice} />}
      <Outline state={state} />
      <Result state={state} />
      <MapSection state={state} />
      <PhasesSection state={state} />
      <Model state={state} />
    </main>
  );
}
