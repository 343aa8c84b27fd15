import { language, strings } from '../strings';
import { Clinical } from './clinical/Clinical';
import { Enhancement } from './enhancement/Enhancement';
import { Contributions } from './explanation/Contributions';
import { MapSection } from './explanation/MapSection';
import { NearestCases } from './explanation/NearestCases';
import { keepKeys } from './keys';
import { Model } from './model/Model';
import { NoticeBox } from './NoticeBox';
import { Outline } from './outline/Outline';
import { PhasesSection } from './phases/PhasesSection';
import { Result } from './result/Result';
import { Awaited } from '../worklist/Awaited';
import { Help } from './editing/Help';
import { Decision } from '../reading/Decision';
import { EarlierReadings } from '../reading/EarlierReadings';
import { useStore } from './useStore';

/** The panel, top to bottom in the order of the reader's work: the answer, the outline it rests on, then the reasons. */
export function AlnPanel() {
  const state = useStore();
  const { score, liveScore, voi } = state;
  return (
    <main className="aln" lang={language} aria-label={strings.panelTitle} data-cy="aln-panel" onKeyDown={keepKeys}>
      <p className="aln-research">
        <strong>{strings.researchUse}.</strong> {strings.researchUseLong}
      </p>
      {state.notice && <NoticeBox notice={state.notice} />}
      {state.awaited && <Awaited awaited={state.awaited} />}
      <Result state={state} />
      <Decision state={state} />
      <Outline state={state} />
      {score && voi && (
        <div className={liveScore === 'current' ? '' : 'aln-outdated'}>
          <Contributions state={state} score={score} />
          <Enhancement state={state} score={score} />
          <NearestCases cases={score.nearest} />
        </div>
      )}
      <Clinical state={state} />
      <MapSection state={state} />
      <PhasesSection state={state} />
      <EarlierReadings state={state} />
      <Model state={state} />
      {state.helpShown && <Help />}
    </main>
  );
}
