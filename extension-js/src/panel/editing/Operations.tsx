import type { MaskOperation } from '../../alnApi';
import { operationWorkflow } from '../../session';
import type { State } from '../../store';
import { strings } from '../../strings';

const words = strings.editing;

const operations: { label: string; hint: string; operation: MaskOperation }[] = [
  { label: words.interpolate, hint: words.interpolateHint, operation: { kind: 'interpolate' } },
  { label: words.smooth, hint: words.smoothHint, operation: { kind: 'smooth', mm: 1.5 } },
  { label: words.fillHoles, hint: words.fillHolesHint, operation: { kind: 'fill-holes' } },
  { label: words.keepLargest, hint: words.keepLargestHint, operation: { kind: 'keep-largest' } },
];

/** What the server does to the whole lesion, and the tissue around it; folded away until it is wanted. */
export function Operations({ state: { shell, shellMm } }: { state: State }) {
  return (
    <details className="aln-operations" data-cy="aln-operations">
      <summary>{words.wholeLesion}</summary>
      <div className="aln-row" role="group" aria-label={words.wholeLesion}>
        {operations.map(({ label, hint, operation }) => (
          <button key={operation.kind} title={hint} onClick={() => void operationWorkflow.apply(operation)} data-cy={`aln-do-${operation.kind}`}>
            {label}
          </button>
        ))}
      </div>
      <div className="aln-row">
        <button title={words.shellHint(shellMm)} aria-pressed={shell !== null} onClick={() => void operationWorkflow.toggleShell()} data-cy="aln-shell">
          {words.shell}
        </button>
        {shell && (
          <button title={words.keepShellHint} onClick={() => operationWorkflow.keepShell()} data-cy="aln-shell-keep">
            {words.keepShell}
          </button>
        )}
      </div>
    </details>
  );
}
