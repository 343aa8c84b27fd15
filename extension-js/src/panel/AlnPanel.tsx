import { strings } from '../strings';
import { keepKeys } from './keys';
import { MapSection } from './MapSection';
import { Model } from './Model';
import { NoticeBox } from './NoticeBox';
import { PhasesSection } from './PhasesSection';
import { Result } from './Result';
import { Outline } from './Outline';
import { useStore } from './useStore';

/** The panel, top to bottom in the order of the reader's work. */
export function AlnPanel() {
  const state = useStore();
  return (
    <main className="aln" data-cy="aln-panel" onKeyDown={keepKeys}>
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
