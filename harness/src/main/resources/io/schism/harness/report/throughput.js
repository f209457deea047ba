// Operations a second, a plot for each region of clients, on the axis of the lanes above.
function Throughput(place, data, view, lanes) {
  const bucket = data.throughput.bucket;
  let plots = [];
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
  const most = Math.max(1, ...data.throughput.regions.flatMap((r) => [...r.ok, ...r.fail, ...r.info])) / bucket;

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
    data.faults.filter((f) => f.inForce >= 0).forEach((f) => paint(f.inForce, f.end, colour('shade')));
    if (data.acted) data.claims.forEach((c) => paint(c.from, c.to, colour('alarm-shade')));
    ctx.restore();
  }

  function make(region, last) {
    const box = document.createElement('div');
    box.className = 'plot';
    const head = document.createElement('h4');
    const sum = (counts) => counts.reduce((a, b) => a + b, 0);
    head.textContent = region.name ? 'Clients in ' + region.name + ' ' : 'Clients ';
    const note = document.createElement('span');
    note.textContent = sum(region.ok).toLocaleString('en') + ' ok · ' + sum(region.fail).toLocaleString('en') + ' failed · '
      + sum(region.info).toLocaleString('en') + ' indeterminate';
    head.append(note);
    box.append(head);
    place.append(box);
    const stepped = uPlot.paths.stepped({ align: 1 });
    const axis = { stroke: colour('muted'), grid: { stroke: colour('line'), width: 1 }, ticks: { show: false }, font: '11px system-ui, sans-serif' };
    const rate = (counts) => counts.map((n) => n / bucket);
    return new uPlot({
      width: place.clientWidth,
      height: last ? 112 : 92,
      padding: [8, lanes.right, last ? 0 : 4, 0],
      legend: { show: false },
      cursor: { show: false },
      scales: {
        x: { time: false, range: () => [view.from, view.to] },
        y: { range: () => [0, most * 1.08] },
      },
      axes: [
        { ...axis, show: last, size: 24, splits: () => lanes.ticks().map((tick) => tick[0]), values: () => lanes.ticks().map((tick) => tick[1]) },
        { ...axis, size: lanes.left, space: 24, values: (u, at) => at.map((n) => n + '/s') },
      ],
      series: [
        {},
        { stroke: colour('good'), fill: colour('good') + '55', width: 1.5, paths: stepped, points: { show: false } },
        { stroke: colour('alarm'), width: 2, dash: [7, 4], paths: stepped, points: { show: false } },
        { stroke: colour('looking'), width: 2, dash: [2, 3], paths: stepped, points: { show: false } },
      ],
      hooks: { drawClear: [behind] },
    }, [region.ok.map((_, i) => i * bucket), rate(region.ok), rate(region.fail), rate(region.info)], box);
  }

  const self = {};
  self.make = () => {
    plots.forEach((plot) => plot.destroy());
    place.replaceChildren();
    const regions = data.throughput.regions;
    plots = regions.map((region, i) => make(region, i === regions.length - 1));
  };
  self.draw = () => plots.forEach((plot) => plot.setScale('x', { min: view.from, max: view.to }));
  return self;
}
