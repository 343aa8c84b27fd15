'use strict';

/** What all figures share: the numbers of the report, colours, panels and keys. */
const charts = {
  numbers: JSON.parse(document.getElementById('numbers').textContent),

  models: {
    clinical: { colour: 'var(--clinical)', dash: '6 3', symbol: 'square' },
    radiomics: { colour: 'var(--radiomics)', dash: null, symbol: 'circle' },
    combined: { colour: 'var(--combined)', dash: '2 2.5', symbol: 'triangle' },
  },

  burdens: {
    low: { colour: 'var(--low)', dash: null },
    high: { colour: 'var(--high)', dash: '6 2.5' },
  },

  /** Text that stays readable over lines. */
  halo: { stroke: 'var(--paper)', strokeWidth: 3, paintOrder: 'stroke' },

  style: { fontSize: '11px', background: 'transparent', color: 'var(--ink)' },

  /** Puts a figure's parts into its place on the page; nothing where the page has no such figure. */
  mount(id, ...parts) {
    document.getElementById(`figure-${id}`)?.append(...parts);
  },

  /** Small multiples side by side, each with its heading. */
  panels(items) {
    const row = document.createElement('div');
    row.className = 'panels';
    for (const { title, drawings } of items) {
      const panel = document.createElement('div');
      panel.className = 'panel';
      const heading = document.createElement('h3');
      heading.textContent = title;
      panel.append(...(title ? [heading] : []), ...drawings);
      row.append(panel);
    }
    return row;
  },

  /** A key of lines or fields with their names. */
  key(entries) {
    const key = document.createElement('div');
    key.className = 'key';
    for (const { name, colour, dash, fill, symbol } of entries) {
      const entry = document.createElement('span');
      const svg = d3.create('svg').attr('width', 26).attr('height', 12).attr('aria-hidden', 'true');
      if (symbol) {
        const shape = d3[`symbol${symbol[0].toUpperCase()}${symbol.slice(1)}`];
        svg.append('path').attr('d', d3.symbol(shape, 45)()).attr('transform', 'translate(12,6)').attr('fill', 'none').attr('stroke', colour).attr('stroke-width', 1.5);
      } else if (fill) {
        svg.append('rect').attr('x', 6).attr('width', 12).attr('height', 12).attr('fill', colour);
      } else {
        svg.append('line').attr('x2', 26).attr('y1', 6).attr('y2', 6).attr('stroke', colour).attr('stroke-width', 2).attr('stroke-dasharray', dash);
      }
      entry.append(svg.node(), name);
      key.append(entry);
    }
    return key;
  },

  /** Lines of text in a corner of a plot, one per entry, each in its colour. */
  lines(entries, { anchor = 'bottom-right', step = 14, dx = -6, dy = -6 } = {}) {
    const down = anchor.startsWith('top');
    return entries.map(({ text, colour }, k) =>
      Plot.text([text], {
        frameAnchor: anchor,
        dx,
        dy: down ? dy + k * step : dy - (entries.length - 1 - k) * step,
        fill: colour ?? 'currentColor',
        ...charts.halo,
      }),
    );
  },

  percent: d3.format('.0%'),
};
