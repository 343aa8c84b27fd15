import type { Radscore } from '../../alnApi';
import { strings } from '../../strings';

/** How far the score can be trusted for this tumour: place in the training data, intended use, centre. */
export function Trust({ score: { training, intendedUse, harmonisation } }: { score: Radscore }) {
  return (
    <div data-cy="aln-trust">
      {training.band !== 'unknown' && <Badge kind={training.band} text={strings.training[training.band]} />}
      <Reasons sentences={training.reasons} />
      {intendedUse.objections.length > 0 && <Badge kind="outside" text={strings.outsideIntendedUse} />}
      <Reasons sentences={intendedUse.objections} />
      {harmonisation.kind !== 'none' && harmonisation.kind !== 'skipped' && <p className="aln-quiet">{harmonisation.sentence}</p>}
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
    <ul className="aln-reasons">
      {sentences.map(sentence => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}
