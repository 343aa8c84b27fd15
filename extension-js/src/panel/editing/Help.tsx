import { useEffect, useRef } from 'react';
import { store } from '../../session';
import { shortcuts } from '../../session';
import { strings } from '../../strings';

const words = strings.editing;

/** The keys as they are now, the reader's own choices included. */
export function Help() {
  const dialog = useRef<HTMLDivElement>(null);
  useEffect(() => dialog.current?.focus(), []);
  const close = () => store.set({ helpShown: false });
  return (
    <div
      className="aln-help"
      role="dialog"
      aria-label={words.helpTitle}
      tabIndex={-1}
      ref={dialog}
      onKeyDown={event => {
        if (event.key === 'Escape') close();
      }}
      data-cy="aln-help"
    >
      <h2>{words.helpTitle}</h2>
      <dl>
        {shortcuts().map(({ keys, label }) => (
          <div key={label}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{label}</dd>
          </div>
        ))}
      </dl>
      <p className="aln-quiet">{words.helpHint}</p>
      <button onClick={close} data-cy="aln-help-close">
        {words.close}
      </button>
    </div>
  );
}
