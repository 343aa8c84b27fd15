/** A text on an axis and where its middle lies. */
export interface Mark {
  text: string;
  at: number;
}

const characterWidth = 6.5;
const gap = 6;

/** The marks that can be written side by side without touching, kept on the page; both ends stay. */
export function spacedMarks(marks: readonly Mark[], width: number): Mark[] {
  const half = (text: string) => ([...text].reduce((sum, each) => sum + (each > '\u2e80' ? 2 : 1), 0) * characterWidth) / 2;
  const placed = marks.map(({ text, at }) => ({ text, at: Math.min(Math.max(at, half(text)), width - half(text)) }));
  const inOrder = [...placed].sort((a, b) => a.at - b.at);
  const first = inOrder[0];
  const last = inOrder.at(-1);
  // Where an axis is too short for both of its ends, the last one moves aside.
  if (first && last && first !== last) last.at = Math.max(last.at, Math.min(first.at + half(first.text) + half(last.text) + gap, width - half(last.text)));
  const ends = new Set([first, last]);
  const kept: Mark[] = [];
  for (const mark of [...inOrder].sort((a, b) => Number(ends.has(b)) - Number(ends.has(a)))) {
    if (kept.every(other => Math.abs(other.at - mark.at) >= half(other.text) + half(mark.text) + gap)) kept.push(mark);
  }

  return kept.sort((a, b) => a.at - b.at);
}
