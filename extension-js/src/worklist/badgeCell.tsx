import { createElement, type ReactElement } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { StateBadge } from './StateBadge';
import type { StudyStates } from './studyStates';
import styles from './worklist.css';

/**
 * Draws badges into the cells of OHIF's table with our own React: OHIF's React
 * only sees a span per study. The same study has the same function for its
 * span, so that nothing is drawn anew when OHIF draws the table again.
 */
export function badgeCells(states: StudyStates, processNow: (studyInstanceUid: string) => void): (studyInstanceUid: string) => ReactElement {
  const attachments = new Map<string, (host: HTMLElement | null) => void>();

  function attachmentOf(study: string): (host: HTMLElement | null) => void {
    let root: Root | undefined;
    const attach = (host: HTMLElement | null) => {
      if (host) {
        root = createRoot(host);
        root.render(<StateBadge studyInstanceUid={study} states={states} processNow={processNow} />);
        return;
      }

      const finished = root;
      root = undefined;
      attachments.delete(study);
      // React forbids unmounting one root while it renders another.
      setTimeout(() => finished?.unmount());
    };
    attachments.set(study, attach);
    return attach;
  }

  return study => createElement('span', { ref: attachments.get(study) ?? attachmentOf(study) });
}

const styleId = 'aln-worklist-styles';

/** Brings the style sheet of the study list into the page, once. */
export function addStyles(): void {
  if (document.getElementById(styleId)) return;
  const element = document.createElement('style');
  element.id = styleId;
  element.textContent = styles;
  document.head.append(element);
}
