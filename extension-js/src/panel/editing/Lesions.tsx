import { useState } from 'react';
import { cssColour, type Lesion } from '../../editing/lesions';
import { lesionWorkflow, workflow } from '../../session';
import type { State } from '../../store';
import { strings } from '../../strings';

const words = strings.editing;

/** The lesions of the outline: which one is edited, which one is scored. */
export function Lesions({ state, disabled }: { state: State; disabled: boolean }) {
  const { lesions, overlayShown } = state;
  return (
    <section className="aln-lesions" aria-label={words.lesions} data-cy="aln-lesions">
      <ul>
        {lesions.map(lesion => (
          <Row key={lesion.number} lesion={lesion} state={state} disabled={disabled} />
        ))}
      </ul>
      <div className="aln-row">
        <button title={words.addLesionHint} disabled={disabled} onClick={() => lesionWorkflow.add()} data-cy="aln-lesion-add">
          {words.addLesion}
        </button>
        <button aria-pressed={overlayShown} title={words.overlayHint} onClick={() => lesionWorkflow.setOverlayShown(!overlayShown)} data-cy="aln-overlay">
          {words.overlay}
        </button>
        <button title={strings.goToTumourHint} onClick={() => void workflow.goToTumour()} data-cy="aln-go">
          {words.goToLargest}
        </button>
      </div>
    </section>
  );
}

function Row({ lesion, state: { lesions, activeLesion, indexLesion }, disabled }: { lesion: Lesion; state: State; disabled: boolean }) {
  const { number, label } = lesion;
  const several = lesions.length > 1;
  return (
    <li aria-current={several && activeLesion === number ? true : undefined} data-cy={`aln-lesion-${number}`}>
      <button className="aln-swatch" title={words.chooseLesion(label)} aria-label={words.chooseLesion(label)} onClick={() => void lesionWorkflow.choose(number)} data-cy="aln-lesion-choose">
        <span style={{ background: cssColour(number) }} />
      </button>
      <Name lesion={lesion} disabled={disabled} />
      {several && (
        <label title={words.scoredHint}>
          <input type="radio" name="aln-index-lesion" checked={indexLesion === number} disabled={disabled} onChange={() => lesionWorkflow.setIndex(number)} data-cy="aln-lesion-index" />
          {words.scored}
        </label>
      )}
      {several && (
        <button title={words.removeLesion(label)} aria-label={words.removeLesion(label)} disabled={disabled} onClick={() => lesionWorkflow.remove(number)} data-cy="aln-lesion-remove">
          ×
        </button>
      )}
    </li>
  );
}

/** The name, as a field: what is typed counts when the field is left. */
function Name({ lesion: { number, label }, disabled }: { lesion: Lesion; disabled: boolean }) {
  const [typed, setTyped] = useState<string | null>(null);
  const finish = () => {
    if (typed !== null) lesionWorkflow.rename(number, typed);
    setTyped(null);
  };
  return (
    <input
      className="aln-grow"
      value={typed ?? label}
      maxLength={64}
      disabled={disabled}
      aria-label={words.renameLesion(label)}
      onChange={event => setTyped(event.target.value)}
      onBlur={finish}
      onKeyDown={event => event.key === 'Enter' && event.currentTarget.blur()}
      data-cy="aln-lesion-name"
    />
  );
}
