// Plots of uPlot on the axis of the lanes above, the faults behind them.
function Plots(data, view, brush) {
  const bucket = data.throughput.bucket;
  const colours = brush.colours;
  let plots = [];

  function behind(plot) {
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    const paint = (from, to, fill) => {
      ctx.fillStyle = fill;
      const a = plot.valToPos(from, 'x', true);
      ctx.fillRect(a, bbox.top, plot.valToPos(to, 'x', true) - a, bbox.height);
    };
    data.faults.filter((f) => f.inForce >= 0).forEach((f) => paint(f.inForce, f.end, colours.shade));
    if (data.acted) data.claims.forEach((c) => paint(c.from, c.to, colours['alarm-shade']));
    ctx.restore();
  }

  // One plot: { title, note, y: uPlot scale, splits: where its ticks are, values: how they read, series: [[numbers, uPlot series]] } over times.
  function make(place, plot, times, last) {
    const box = document.createElement('div');
    box.className = 'plot';
    const head = document.createElement('h4');
    head.textContent = plot.title + ' ';
    const note = document.createElement('span');
    note.textContent = plot.note;
    head.append(note);
    box.append(head);
    place.append(box);
    const axis = { stroke: colours.muted, grid: { stroke: colours.line, width: 1 }, ticks: { show: false }, font: '11px system-ui, sans-serif' };
    return new uPlot({
      width: place.clientWidth,
      height: last ? 116 : 94,
      padding: [8, brush.right, last ? 0 : 4, 0],
      legend: { show: false },
      cursor: { show: false },
      scales: { x: { time: false, range: () => [view.from, view.to] }, y: plot.y },
      axes: [
        { ...axis, show: last, size: 24, splits: () => brush.ticks().map((tick) => tick[0]), values: () => brush.ticks().map((tick) => tick[1]) },
        { ...axis, size: brush.left, space: 22, values: (u, at) => at.map(plot.values), ...(plot.splits ? { splits: () => plot.splits } : {}) },
      ],
      series: [{}, ...plot.series.map(([, series]) => ({ points: { show: false }, ...series }))],
      hooks: { drawClear: [behind] },
    }, [times, ...plot.series.map(([numbers]) => numbers)], box);
  }

  const region = (name) => (name ? 'Clients in ' + name : 'Clients');
  const starts = (numbers) => numbers.map((_, i) => i * bucket);

  function throughput() {
    const regions = data.throughput.regions;
    const most = regions.reduce((m, r) => [r.ok, r.fail, r.info].reduce((n, counts) => counts.reduce((a, b) => Math.max(a, b), n), m), 1) / bucket;
    const sum = (counts) => counts.reduce((a, b) => a + b, 0).toLocaleString('en');
    const rate = (counts) => counts.map((n) => n / bucket);
    const paths = uPlot.paths.stepped({ align: 1 });
    return regions.map((r) => [{
      title: region(r.name),
      note: sum(r.ok) + ' ok · ' + sum(r.fail) + ' failed · ' + sum(r.info) + ' indeterminate',
      y: { range: () => [0, most * 1.08] },
      values: (n) => n + '/s',
      series: [
        [rate(r.ok), { stroke: colours.good, fill: colours.good + '55', width: 1.5, paths }],
        [rate(r.fail), { stroke: colours.alarm, width: 2, dash: [7, 4], paths }],
        [rate(r.info), { stroke: colours.looking, width: 2, dash: [2, 3], paths }],
      ],
    }, starts(r.ok)]);
  }

  function latency() {
    const all = data.latency.flatMap((r) => [...r.median, ...r.most]).filter((n) => n !== null);
    const low = Math.pow(10, Math.floor(Math.log10(all.reduce((a, b) => Math.min(a, b), 1))));
    const high = Math.pow(10, Math.ceil(Math.log10(all.reduce((a, b) => Math.max(a, b), 10))));
    const powers = Array.from({ length: Math.round(Math.log10(high / low)) + 1 }, (_, i) => Number((low * Math.pow(10, i)).toPrecision(3)));
    const worst = (numbers) => numbers.reduce((a, b) => Math.max(a, b || 0), 0);
    const paths = uPlot.paths.stepped({ align: 1 });
    return data.latency.filter((r) => worst(r.most) > 0).map((r) => [{
      title: region(r.name),
      note: 'slowest ' + (worst(r.most) < 1000 ? worst(r.most).toFixed(1) + ' ms' : (worst(r.most) / 1000).toFixed(2) + ' s'),
      y: { distr: 3, range: () => [low, high] },
      splits: powers,
      values: (n) => (n >= 1000 ? n / 1000 + ' s' : n + ' ms'),
      series: [
        [r.median, { stroke: colours['primary-0'], width: 2.5, paths }],
        [r.p90, { stroke: colours['primary-1'], width: 1.5, paths }],
        [r.p99, { stroke: colours['primary-2'], width: 1.5, dash: [6, 3], paths }],
        [r.most, { stroke: colours.muted, width: 1, dash: [2, 3], paths }],
      ],
    }, starts(r.median)]);
  }

  function clocks() {
    return data.clocks.map((clock) => [{
      title: clock.name,
      note: 'off by up to ' + clock.offset.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a), 0) + ' ms',
      y: {},
      values: (n) => n + ' ms',
      series: [[clock.offset, { stroke: colours['primary-2'], width: 2, paths: uPlot.paths.stepped({ align: 1 }) }]],
    }, clock.at]);
  }

  const self = {};
  self.make = () => {
    plots.forEach((plot) => plot.destroy());
    plots = [];
    for (const [id, kind] of [['throughput', throughput], ['latency', latency], ['clocks', clocks]]) {
      const place = document.getElementById(id);
      if (!place) continue;
      place.replaceChildren();
      const all = kind();
      all.forEach(([plot, times], i) => plots.push(make(place, plot, times, i === all.length - 1)));
    }
  };
  self.draw = () => plots.forEach((plot) => plot.setScale('x', { min: view.from, max: view.to }));
  return self;
}
