import type { Radscore } from '../../alnApi';
import { strings } from '../../strings';

/** How far the score can be trusted for this tumour: place in the training data, intended use, centre. */
export function Trust({ score: { training, intendedUse, harmonisation } }: { score: Radscore }) {
  const { objections, unchecked } = intendedUse;
  return (
    <div data-cy="aln-trust">
      <div className="aln-badges">
        {training.band !== 'unknown' && <Badge kind={training.band} text={strings.training[training.band]} />}
        {objections.length > 0 && <Badge kind="outside" text={strings.outsideIntendedUse} />}
      </div>
      <Reasons sentences={[...training.reasons, ...objections]} />
      {objections.length === 0 && unchecked.length > 0 && (
        <p className="aln-quiet" title={unchecked.join(' ')} data-cy="aln-unchecked">
          {strings.uncheckedUse(unchecked.length)}
        </p>
      )}
      {harmonisation.kind !== 'none' && harmonisation.kind !== 'skipped' && (
        <p className="aln-quiet" lang="en">
          {harmonisation.sentence}
        </p>
      )}
    </div>
  );
}

/** Told apart by sign and words, not by colour alone. */
const signs = { inside: '●', edge: '▲', outside: '■' };

function Badge({ kind, text }: { kind: keyof typeof signs; text: string }) {
  return (
    <p className={`aln-badge aln-badge-${kind}`} data-cy="aln-badge">
      <span aria-hidden="true">{signs[kind]}</span> {text}
    </p>
  );
}

function Reasons({ sentences }: { sentences: string[] }) {
  if (sentences.length === 0) return null;
  return (
    <ul className="aln-reasons" lang="en">
      {sentences.map(sentence => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}
