// Follows a run: the server sends the whole small timeline whenever it grew.
(function live() {
  const by = (id) => document.getElementById(id);
  const data = { to: 0, acted: false, lanes: [], faults: [], claims: [], promotions: [], phases: [], throughput: { bucket: 1, regions: [] },
    latency: [], clocks: [] };
  const view = View(1);
  const lanes = Lanes(by('lanes'), data, view);
  const plots = Plots(data, view, lanes.brush);
  let asked = false;
  view.watch(() => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      lanes.draw();
      plots.make();
    });
  });

  function counters() {
    const sum = (outcome) => data.throughput.regions.reduce((all, region) => all + region[outcome].reduce((a, b) => a + b, 0), 0);
    for (const outcome of ['ok', 'fail', 'info']) by(outcome).textContent = sum(outcome).toLocaleString('en');
    by('time').textContent = data.to.toFixed(1) + ' s';
    by('phase').textContent = data.phases.length ? data.phases[data.phases.length - 1].name : '';
    const primaries = data.lanes.filter((lane) => lane.states.length && lane.states[lane.states.length - 1][2] === 'primary');
    by('primaries').textContent = String(primaries.length);
    by('who').textContent = primaries.map((lane) => lane.name + ' epoch ' + lane.states[lane.states.length - 1][3]).join(', ') || 'nobody';
    by('primaries-tile').classList.toggle('bad', primaries.length > 1);
  }

  function take(json) {
    Object.assign(data, JSON.parse(json));
    counters();
    view.extend(data.to);
  }
  take(by('now').textContent);
  lanes.draw();
  plots.make();

  const state = by('state');
  const source = new EventSource(document.body.dataset.events);
  source.addEventListener('open', () => { state.textContent = 'live'; });
  source.addEventListener('timeline', (event) => take(event.data));
  source.addEventListener('end', (event) => {
    source.close();
    state.textContent = event.data;
    state.className = 'badge ' + event.data.replace(' ', '-');
    const link = document.createElement('a');
    link.href = document.body.dataset.report;
    link.textContent = 'Open the report';
    if (['valid', 'invalid', 'unknown'].includes(event.data)) state.after(' ', link);
  });
  source.addEventListener('error', () => {
    if (source.readyState !== EventSource.CLOSED) state.textContent = 'reconnecting';
  });
  const keys = { '+': () => view.zoom(.6, view.to), '=': () => view.zoom(.6, view.to), '-': () => view.zoom(1 / .6, view.to), 0: () => view.all() };
  by('lanes').addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    keys[event.key]();
    event.preventDefault();
  });
  Gestures(by('lanes'), lanes.brush, view);
  const again = () => { lanes.restyle(); plots.make(); };
  window.addEventListener('resize', again);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', again);
})();
