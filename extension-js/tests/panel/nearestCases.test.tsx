import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { NearestCases } from '../../src/panel/explanation/NearestCases';

it('lists the most similar training cases with what was found', () => {
  const html = renderToStaticMarkup(<NearestCases cases={[{ index: 17, centre: 'South', burden: 'high', radscore: 0.66, distance: 0.31 }]} />);
  for (const text of ['17, South', '0.66', '0.31']) expect(html).toContain(text);
  expect(renderToStaticMarkup(<NearestCases cases={[]} />)).toBe('');
});
