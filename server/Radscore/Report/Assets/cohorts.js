'use strict';

/** Figures of the cases: survival, waterfall, correlation, centres, agreement. */
(() => {
  const { numbers, burdens, style } = charts;

  function survival({ cohort, curves, times, last, text, hazard }) {
    const frame = { width: 384, marginLeft: 62, marginRight: 16, style };
    const x = { domain: [0, last], ticks: times };
    const steps = curves.map(c => ({ ...c, path: [[0, 1, 1, 1, 0], ...c.steps] }));
    const main = Plot.plot({
      ...frame,
      height: 280,
      marginBottom: 38,
      x: { ...x, label: 'months', labelAnchor: 'center', labelArrow: 'none' },
      y: { domain: [0, 1], label: 'survival without event', labelAnchor: 'center', labelArrow: 'none', ticks: 5 },
      marks: [
        ...steps.map(c => Plot.areaY(c.path.filter(p => p[2] !== null), { x: '0', y1: '2', y2: '3', curve: 'step-after', fill: burdens[c.group].colour, fillOpacity: 0.14 })),
        ...steps.map(c => Plot.line(c.path, { x: '0', y: '1', curve: 'step-after', stroke: burdens[c.group].colour, strokeDasharray: burdens[c.group].dash, strokeWidth: 1.8 })),
        ...steps.map(c => Plot.text(c.steps.filter(p => p[4] > 0), { x: '0', y: '1', text: () => '|', fontSize: 8, fill: burdens[c.group].colour })),
        ...charts.lines([text, hazard].filter(t => t).map(t => ({ text: t })), { anchor: 'bottom-left', dx: 8, dy: -6 }),
        Plot.frame({ stroke: 'var(--line)', anchor: 'left' }),
      ],
      ariaLabel: `Kaplan-Meier curves, ${cohort}`,
    });
    const risk = Plot.plot({
      ...frame,
      height: 22 + 16 * curves.length,
      marginTop: 20,
      marginBottom: 0,
      x: { ...x, axis: null },
      y: { domain: curves.map(c => c.group), type: 'band', axis: null },
      marks: [
        Plot.text(['number at risk'], { frameAnchor: 'top-left', dx: -56, dy: -16, fontWeight: 600 }),
        ...curves.map(c => Plot.text([c.group], { x: () => 0, y: g => g, textAnchor: 'end', dx: -18, fill: burdens[c.group].colour })),
        ...curves.map(c => Plot.text(times, { x: t => t, y: () => c.group, text: (t, k) => `${c.atRisk[k]}`, fill: burdens[c.group].colour })),
      ],
      ariaLabel: `Number at risk, ${cohort}`,
    });
    return { title: cohort, drawings: [main, risk] };
  }

  function waterfall({ cohort, cutOff, bars }) {
    const drawing = Plot.plot({
      width: 384,
      height: 240,
      marginLeft: 52,
      marginBottom: 26,
      style,
      x: { axis: null, domain: [0, bars.length] },
      y: { label: `radscore − cut-off (${cutOff.toFixed(2)})`, labelAnchor: 'center', labelArrow: 'none', ticks: 6 },
      marks: [
        Plot.rectY(bars, {
          x1: (_, k) => k + (bars.length > 100 ? 0 : 0.1),
          x2: (_, k) => k + (bars.length > 100 ? 1 : 0.9),
          y: 'above',
          fill: b => (b.high ? burdens.high.colour : burdens.low.colour),
        }),
        Plot.ruleY([0], { stroke: 'currentColor' }),
        Plot.text([`${bars.length} ${numbers.cases}, ordered by radscore`], { frameAnchor: 'bottom', dy: 18, fill: 'var(--faint)' }),
      ],
      ariaLabel: `Radscore of every case, ${cohort}`,
    });
    return { title: cohort, drawings: [drawing] };
  }

  function correlation({ labels, rho }) {
    const cells = labels.flatMap((a, i) => labels.map((b, j) => ({ a: i, b: j, rho: rho[i][j] })));
    const side = Math.min(46, 560 / labels.length);
    const margin = 8 + 6.2 * d3.max(labels, l => l.length);
    const name = k => labels[k];
    const drawing = Plot.plot({
      width: margin + side * labels.length + 20,
      height: margin + side * labels.length + 10,
      marginLeft: margin,
      marginBottom: margin,
      marginTop: 10,
      style,
      x: { type: 'band', domain: d3.range(labels.length), label: null, tickFormat: name, tickRotate: -90, tickSize: 0 },
      y: { type: 'band', domain: d3.range(labels.length), label: null, tickFormat: name, tickSize: 0 },
      color: { type: 'diverging', scheme: 'RdBu', reverse: true, domain: [-1, 1], label: 'Spearman’s ρ' },
      marks: [
        Plot.cell(cells, { x: 'b', y: 'a', fill: 'rho', inset: 0.5 }),
        ...(side >= 26 ? [Plot.text(cells.filter(c => c.rho !== null), { x: 'b', y: 'a', text: c => c.rho.toFixed(2).replace('-', '−'), fontSize: 10, fill: c => (Math.abs(c.rho) > 0.6 ? '#fff' : '#1a1a1a') })] : []),
      ],
      ariaLabel: 'Correlation of features',
    });
    const scale = Plot.legend({ color: { type: 'diverging', scheme: 'RdBu', reverse: true, domain: [-1, 1] }, label: 'Spearman’s ρ', width: 240, marginLeft: 16, marginRight: 16, style });
    return [scale, charts.panels([{ drawings: [drawing] }])];
  }

  function centres({ before, after }) {
    const names = [...new Set(before.points.map(p => p.centre))].sort(d3.ascending);
    const colours = names.map((_, k) => `var(--c${k % 6})`);
    const symbols = names.map((_, k) => ['circle', 'square', 'triangle', 'diamond', 'star', 'cross'][k % 6]);
    const plane = (title, { points, explained }) => ({
      title,
      drawings: [
        Plot.plot({
          width: 400,
          height: 340,
          marginLeft: 50,
          marginBottom: 40,
          style,
          x: { label: `first component (${charts.percent(explained[0])} of the variance)`, labelAnchor: 'center', labelArrow: 'none', ticks: 6, nice: true },
          y: { label: `second component (${charts.percent(explained[1])})`, labelAnchor: 'center', labelArrow: 'none', ticks: 6, nice: true },
          symbol: { domain: names, range: symbols },
          marks: [
            Plot.dot(points, { x: 'x', y: 'y', symbol: 'centre', stroke: p => colours[names.indexOf(p.centre)], r: 2.6, strokeOpacity: 0.8 }),
            Plot.frame({ stroke: 'var(--line)' }),
          ],
          ariaLabel: title,
        }),
      ],
    });
    const key = charts.key(names.map((name, k) => ({ name: /centre/i.test(name) ? name : `centre ${name}`, colour: colours[k], symbol: symbols[k] })));
    return [key, charts.panels([plane('before ComBat', before), plane('after ComBat', after)])];
  }

  function agreement({ reading, patients, values, undefined: without, reproducible, threshold }) {
    const total = values.length + without;
    const edges = d3.range(-1, 1.0001, 0.05);
    const most = d3.max(d3.bin().thresholds(edges)(values), b => b.length) ?? 0;
    const drawing = Plot.plot({
      width: 400,
      height: 260,
      marginLeft: 48,
      marginBottom: 40,
      style,
      x: { domain: [Math.min(0, Math.floor(d3.min(values) * 10) / 10), 1], label: 'ICC(A,1)', labelAnchor: 'center', labelArrow: 'none' },
      y: { label: 'features', labelAnchor: 'center', labelArrow: 'none', ticks: Math.min(6, most), tickFormat: 'd' },
      marks: [
        Plot.rectY(values, Plot.binX({ y: 'count' }, { x: v => v, thresholds: edges, fill: 'var(--radiomics)', inset: 0.5 })),
        Plot.ruleX([threshold], { stroke: 'currentColor', strokeDasharray: '4 3' }),
        Plot.ruleY([0], { stroke: 'currentColor' }),
        ...charts.lines([{ text: `${reproducible} of ${total} above ${threshold}` }, ...(without ? [{ text: `${without} undefined: nothing varies` }] : [])], { anchor: 'top-left', dx: 8, dy: 8 }),
      ],
      ariaLabel: `Agreement, ${reading}`,
    });
    return { title: `${reading}: ${patients} ${numbers.cases} read twice`, drawings: [drawing] };
  }

  const burdenKey = fill => charts.key(['low', 'high'].map(b => ({ name: fill ? `${b} burden` : `called ${b}`, ...burdens[b], fill })));
  if (numbers.survival) {
    charts.mount('survival', burdenKey(false), charts.panels(numbers.survival.map(survival)));
  }
  charts.mount('waterfall', burdenKey(true), charts.panels(numbers.waterfall.map(waterfall)));
  if (numbers.correlation) {
    charts.mount('correlation', ...correlation(numbers.correlation));
  }
  if (numbers.combat) {
    charts.mount('combat', ...centres(numbers.combat));
  }
  charts.mount('icc', charts.panels(numbers.icc.map(agreement)));
})();
