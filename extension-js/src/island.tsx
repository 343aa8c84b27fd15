import { createElement, type ComponentType } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import editingStyles from './panel/editing/editing.css';
import styles from './panel/panel.css';

/**
 * A component for OHIF that draws ours with our own React: OHIF shares no
 * React with extensions loaded at run time. OHIF's React only sees a div.
 */
export function island(Content: ComponentType): ComponentType {
  let root: Root | undefined;
  const attach = (host: HTMLDivElement | null) => {
    if (host) {
      root = createRoot(host);
      root.render(
        <>
          <style>{styles + editingStyles}</style>
          <Content />
        </>
      );
      return;
    }

    const finished = root;
    root = undefined;
    // React forbids unmounting one root while it renders another.
    setTimeout(() => finished?.unmount());
  };
  return () => createElement('div', { ref: attach, className: 'aln-island' });
}
