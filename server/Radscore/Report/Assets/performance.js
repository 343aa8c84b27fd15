'use strict';

/** Figures of the models: ROC, calibration, decision curves, odds ratios, nomogram. */
(() => {
  const { numbers, models, style, halo } = charts;
  const square = { width: 330, height: 320, marginLeft: 46, marginBottom: 40, marginRight: 12, marginTop: 10, style };

  function roc({ cohort, curves, reader }) {
    const marks = [
      Plot.link([0], { x1: 0, y1: 0, x2: 1, y2: 1, stroke: 'var(--line)', strokeDasharray: '3 3' }),
      ...curves.map(c => Plot.line(c.points, { stroke: models[c.model].colour, strokeDasharray: models[c.model].dash, strokeWidth: 1.8 })),
      ...curves.map(c => Plot.dot([c.at], { stroke: models[c.model].colour, fill: 'var(--paper)', r: 4, strokeWidth: 1.8 })),
      ...(reader ? [Plot.dot([reader], { symbol: 'diamond', fill: 'currentColor', r: 5.5 })] : []),
      ...charts.lines([
        ...curves.map(c => ({ text: c.label, colour: models[c.model].colour })),
        ...(reader ? [{ text: '◆ readers' }] : []),
      ]),
      Plot.frame({ stroke: 'var(--line)' }),
    ];
    const drawing = Plot.plot({
      ...square,
      x: { domain: [0, 1], label: '1 − specificity', labelAnchor: 'center', labelArrow: 'none', ticks: 5 },
      y: { domain: [0, 1], label: 'sensitivity', labelAnchor: 'center', labelArrow: 'none', ticks: 5 },
      marks,
      ariaLabel: `ROC curves, ${cohort}`,
    });
    return { title: cohort, drawings: [drawing] };
  }

  function calibration({ cohort, models: rows }) {
    const drawing = Plot.plot({
      ...square,
      x: { domain: [0, 1], label: 'predicted probability of a high burden', labelAnchor: 'center', labelArrow: 'none', ticks: 5 },
      y: { domain: [0, 1], label: 'observed proportion', labelAnchor: 'center', labelArrow: 'none', ticks: 5 },
      marks: [
        Plot.link([0], { x1: 0, y1: 0, x2: 1, y2: 1, stroke: 'var(--faint)', strokeDasharray: '3 3' }),
        ...rows.flatMap(r => [
          Plot.ruleX(r.groups, { x: 'predicted', y1: 'low', y2: 'high', stroke: models[r.model].colour, strokeOpacity: 0.45 }),
          Plot.line(r.smooth, { stroke: models[r.model].colour, strokeDasharray: models[r.model].dash, strokeWidth: 1.6 }),
          Plot.dot(r.groups, { x: 'predicted', y: 'observed', symbol: models[r.model].symbol, fill: models[r.model].colour, r: 3.2 }),
        ]),
        ...charts.lines(rows.map(r => ({ text: r.label, colour: models[r.model].colour })), { anchor: 'top-left', dx: 8, dy: 8 }),
        Plot.frame({ stroke: 'var(--line)' }),
      ],
      ariaLabel: `Calibration, ${cohort}`,
    });
    return { title: cohort, drawings: [drawing] };
  }

  function decision({ cohort, models: rows }) {
    const top = rows[0].prevalence * 1.1;
    const inside = points => points.filter(([, benefit]) => benefit >= -0.25 * top);
    const drawing = Plot.plot({
      ...square,
      x: { domain: [0, 1], label: 'threshold probability', labelAnchor: 'center', labelArrow: 'none', ticks: 5 },
      y: { domain: [-0.25 * top, top], label: 'net benefit', labelAnchor: 'center', labelArrow: 'none', ticks: 5 },
      marks: [
        Plot.ruleY([0], { stroke: 'currentColor', strokeWidth: 1 }),
        Plot.line(inside(rows[0].all), { stroke: 'var(--faint)', strokeWidth: 1.4 }),
        ...rows.map(r => Plot.line(inside(r.points), { stroke: models[r.model].colour, strokeDasharray: models[r.model].dash, strokeWidth: 1.8 })),
        Plot.frame({ stroke: 'var(--line)' }),
      ],
      ariaLabel: `Decision curves, ${cohort}`,
    });
    return { title: cohort, drawings: [drawing] };
  }

  function odds(rows) {
    const terms = [...new Set(rows.map(r => r.term))];
    const ends = rows.flatMap(r => [r.low, r.high]).filter(v => v > 0 && Number.isFinite(v));
    const domain = [Math.max(0.02, 0.85 * d3.min(ends)), Math.min(100, 1.15 * d3.max(ends))];
    const ticks = [0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100].filter(t => t >= domain[0] && t <= domain[1]);
    const inside = v => Math.min(Math.max(v, domain[0]), domain[1]);
    const drawn = rows.map(r => ({ ...r, from: inside(r.low), to: inside(r.high), at: inside(r.ratio) }));
    const margin = 16 + 6.2 * d3.max(terms, t => t.length);
    const looks = { univariable: { colour: 'var(--faint)', symbol: 'circle', dy: -4 }, multivariable: { colour: 'var(--high)', symbol: 'square', dy: 4 } };
    const drawing = Plot.plot({
      width: 480 + margin,
      height: 60 + 30 * terms.length,
      marginLeft: margin,
      marginBottom: 40,
      style,
      x: { type: 'log', domain, label: 'odds ratio of a high burden (95 % CI)', labelAnchor: 'center', labelArrow: 'none', ticks, tickFormat: '~g', grid: true },
      y: { domain: terms, label: null, tickSize: 0 },
      marks: [
        Plot.ruleX([1], { stroke: 'currentColor' }),
        ...Object.entries(looks).flatMap(([analysis, look]) => {
          const own = drawn.filter(r => r.analysis === analysis);
          return [
            Plot.ruleY(own, { y: 'term', x1: 'from', x2: 'to', stroke: look.colour, strokeWidth: 1.6, dy: look.dy }),
            Plot.dot(own, { y: 'term', x: 'at', symbol: look.symbol, fill: look.colour, r: 4, dy: look.dy }),
          ];
        }),
      ],
      ariaLabel: 'Odds ratios',
    });
    const key = charts.key(Object.entries(looks).filter(([name]) => rows.some(r => r.analysis === name)).map(([name, look]) => ({ name, colour: look.colour })));
    return [key, charts.panels([{ drawings: [drawing] }])];
  }

  /** Marks by rising place; one whose text would touch the one before goes below the line. */
  function placed(marks) {
    const perLetter = 0.95;
    const rising = d3.sort(marks, m => m.at);
    rising.forEach((mark, k) => {
      const before = rising[k - 1];
      mark.below = k > 0 && !before.below && (mark.at - before.at) < perLetter * (mark.text.length + before.text.length) / 2 + 0.5;
    });
    return rising;
  }

  function nomogram({ axes, total, probabilities }) {
    const share = points => (100 * points) / total;
    const ticks = d3.ticks(0, total, 10);
    const rows = [
      { name: 'points', marks: d3.range(0, 101, 10).map(p => ({ text: `${p}`, at: p })), from: 0, to: 100 },
      ...axes.map(a => ({ name: a.name, marks: a.marks.map(m => ({ text: m.text, at: m.points })), from: d3.min(a.marks, m => m.points), to: d3.max(a.marks, m => m.points) })),
      { name: 'total points', marks: ticks.map(t => ({ text: `${t}`, at: share(t) })), from: 0, to: 100 },
      { name: 'probability of a high burden', marks: probabilities.map(p => ({ text: p.text, at: share(p.points) })), from: share(d3.min(probabilities, p => p.points) ?? 0), to: share(d3.max(probabilities, p => p.points) ?? 0) },
    ];
    const marks = rows.flatMap(r => placed(r.marks.map(m => ({ ...m, name: r.name }))));
    const drawing = Plot.plot({
      width: 900,
      height: 30 + 46 * rows.length,
      marginLeft: 210,
      marginRight: 30,
      style,
      x: { domain: [0, 100], axis: null },
      y: { domain: rows.map(r => r.name), label: null, tickSize: 0 },
      marks: [
        Plot.ruleY(rows, { y: 'name', x1: 'from', x2: 'to', stroke: 'currentColor' }),
        Plot.dot(marks, { y: 'name', x: 'at', symbol: { draw: (context, size) => { const h = Math.sqrt(size); context.moveTo(0, -h); context.lineTo(0, 0); } }, stroke: 'currentColor', r: 4 }),
        Plot.text(marks.filter(m => !m.below), { y: 'name', x: 'at', text: 'text', dy: -14, fill: 'currentColor', ...halo }),
        Plot.text(marks.filter(m => m.below), { y: 'name', x: 'at', text: 'text', dy: 11, fill: 'currentColor', ...halo }),
      ],
      ariaLabel: 'Nomogram',
    });
    return [charts.panels([{ drawings: [drawing] }])];
  }

  const modelKey = names => charts.key(names.map(name => ({ name, colour: models[name].colour, dash: models[name].dash })));
  charts.mount('roc', charts.panels(numbers.roc.map(roc)));
  charts.mount('calibration', charts.panels(numbers.calibration.map(calibration)));
  if (numbers.decision.length > 0) {
    charts.mount('decision', modelKey(numbers.decision[0].models.map(m => m.model)), charts.panels(numbers.decision.map(decision)));
  }
  if (numbers.odds) {
    charts.mount('odds', ...odds([...numbers.odds]));
  }
  if (numbers.nomogram) {
    charts.mount('nomogram', ...nomogram(numbers.nomogram));
  }
})();
