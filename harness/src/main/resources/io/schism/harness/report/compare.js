// Two runs on one axis of time: what moves one moves the other.
(function compare() {
  const by = (id) => document.getElementById(id);
  const sides = ['left', 'right'].map((side) => ({ canvas: by('lanes-' + side), data: JSON.parse(by('data-' + side).textContent), shift: 0 }));
  document.querySelectorAll('.still').forEach((still) => { still.hidden = true; });
  document.querySelectorAll('.drawing, .controls').forEach((hidden) => { hidden.hidden = false; });

  const fault = (data) => Math.min(...data.faults.map((f) => (f.inForce >= 0 ? f.inForce : f.pending)));
  const first = sides.map(({ data }) => fault(data));
  by('align').hidden = !first.every(Number.isFinite);

  // Moves all times of a run: the axis then counts from where the later first fault is.
  function shifted(data, by) {
    const spans = (all) => all.map(([from, to, ...rest]) => [from + by, to + by, ...rest]);
    return {
      ...data,
      to: data.to + by,
      lanes: data.lanes.map((lane) => ({ ...lane, states: spans(lane.states), sessions: spans(lane.sessions) })),
      faults: data.faults.map((f) => ({ ...f, pending: f.pending + by, inForce: f.inForce < 0 ? -1 : f.inForce + by, end: f.end + by })),
      claims: data.claims.map((c) => ({ ...c, from: c.from + by, to: c.to + by })),
      marks: data.marks.map((m) => ({ ...m, time: m.time + by })),
      phases: data.phases.map((p) => ({ ...p, time: p.time + by })),
    };
  }

  const latest = Math.max(...first.filter(Number.isFinite), 0);
  const shifts = first.map((at) => (Number.isFinite(at) ? latest - at : 0));
  const view = View(Math.max(...sides.map(({ data }, i) => data.to + shifts[i])));
  const whole = sides.map(({ data }) => data);
  const shown = whole.map((data) => ({ ...data }));
  const lanes = sides.map(({ canvas }, i) => Lanes(canvas, shown[i], view));
  view.show(0, Math.max(...whole.map((data) => data.to)));

  let asked = false;
  view.watch(() => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      lanes.forEach((each) => each.draw());
    });
  });
  const middle = () => (view.cursor === null ? (view.from + view.to) / 2 : view.cursor);
  const keys = {
    ArrowLeft: () => view.pan((view.from - view.to) * .1),
    ArrowRight: () => view.pan((view.to - view.from) * .1),
    '+': () => view.zoom(.6, middle()),
    '=': () => view.zoom(.6, middle()),
    '-': () => view.zoom(1 / .6, middle()),
    0: () => view.all(),
  };
  sides.forEach(({ canvas }, i) => {
    Gestures(canvas, lanes[i].brush, view);
    canvas.addEventListener('keydown', (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
      keys[event.key]();
      event.preventDefault();
    });
  });
  by('zoom-in').addEventListener('click', () => view.zoom(.6, middle()));
  by('zoom-out').addEventListener('click', () => view.zoom(1 / .6, middle()));
  by('zoom-all').addEventListener('click', () => view.all());
  by('align').addEventListener('click', () => {
    const on = by('align').getAttribute('aria-pressed') !== 'true';
    by('align').setAttribute('aria-pressed', String(on));
    shown.forEach((data, i) => Object.assign(data, on ? shifted(whole[i], shifts[i]) : whole[i]));
    view.changed();
  });
  const again = () => lanes.forEach((each) => each.restyle());
  window.addEventListener('resize', again);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', again);
  again();
})();
