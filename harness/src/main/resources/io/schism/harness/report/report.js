// Puts the drawing in the place of the still picture and listens to mouse, touch and keys.
(function start() {
  const canvas = document.getElementById('lanes');
  if (!canvas) return;
  const data = JSON.parse(document.getElementById('data').textContent);
  const view = View(data.to);
  document.querySelectorAll('.still').forEach((still) => { still.hidden = true; });
  document.querySelectorAll('.drawing, .controls').forEach((hidden) => { hidden.hidden = false; });
  const lanes = Lanes(canvas, data, view);
  const plots = Plots(data, view, lanes.brush);
  plots.make();
  let operations = null;

  let asked = false;
  let seen = '';
  view.watch(() => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      const began = performance.now();
      lanes.draw();
      if (operations) operations.draw();
      tell();
      const now = view.from + ' ' + view.to;
      if (now !== seen) plots.draw();
      seen = now;
      performance.measure('schism-draw', { start: began });
    });
  });

  const moment = document.getElementById('moment');
  function tell() {
    if (view.cursor === null) return;
    const at = document.createElement('b');
    at.textContent = view.cursor.toFixed(view.to - view.from < 2 ? 4 : 2) + ' s';
    moment.replaceChildren(at);
    for (const [name, words, alarming] of lanes.at(view.cursor)) {
      const said = document.createElement('span');
      said.className = alarming ? 'alarm' : '';
      said.textContent = ' · ' + name + ' ' + words;
      moment.append(said);
    }
  }

  const middle = () => (view.cursor !== null && view.cursor >= view.from && view.cursor <= view.to ? view.cursor : (view.from + view.to) / 2);
  function move(share) {
    const width = view.to - view.from;
    const to = (view.cursor === null ? view.from : view.cursor) + share * width;
    view.point(to);
    if (view.cursor > view.to) view.pan(view.cursor - view.to + width * .2);
    if (view.cursor < view.from) view.pan(view.cursor - view.from - width * .2);
  }
  const keys = {
    ArrowLeft: (e) => move(e.shiftKey ? -.1 : -.01),
    ArrowRight: (e) => move(e.shiftKey ? .1 : .01),
    '+': () => view.zoom(.6, middle()),
    '=': () => view.zoom(.6, middle()),
    '-': () => view.zoom(1 / .6, middle()),
    0: () => view.all(),
  };
  canvas.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    keys[event.key](event);
    event.preventDefault();
  });
  document.getElementById('zoom-in').addEventListener('click', () => view.zoom(.6, middle()));
  document.getElementById('zoom-out').addEventListener('click', () => view.zoom(1 / .6, middle()));
  document.getElementById('zoom-all').addEventListener('click', () => view.all());
  const fault = document.getElementById('zoom-fault');
  fault.hidden = data.faults.length === 0;
  fault.addEventListener('click', () => {
    const from = Math.min(...data.faults.map((f) => f.pending));
    const to = Math.max(...data.faults.map((f) => f.end));
    view.show(from - (to - from) * .12, to + (to - from) * .12);
  });

  Gestures(canvas, lanes.brush, view);

  function again() {
    lanes.restyle();
    if (operations) {
      operations.brush.restyle();
      operations.draw();
    }
    plots.make();
  }
  let width = document.documentElement.clientWidth;
  window.addEventListener('resize', () => {
    if (document.documentElement.clientWidth === width) return;
    width = document.documentElement.clientWidth;
    again();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', again);

  // The operations come after the first picture: there may be a million of them.
  requestAnimationFrame(() => setTimeout(async () => {
    operations = await Desk(data, view);
    performance.mark('schism-operations');
  }));
})();
