// Follows a run: the server sends the whole small timeline whenever it grew.
(function live() {
  const by = (id) => document.getElementById(id);
  const data = { to: 0, acted: false, lanes: [], faults: [], claims: [], marks: [], phases: [], throughput: { bucket: 1, regions: [] },
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
    // The second that still goes on would look like a fall.
    for (const region of data.throughput.regions) {
      if (region.ok.length > 1) for (const outcome of ['ok', 'fail', 'info']) region[outcome].pop();
    }
    const begun = data.lanes.length > 0;
    by('starting').hidden = begun || !document.body.dataset.events;
    by('nothing').hidden = begun || !!document.body.dataset.events;
    by('lanes').hidden = !begun;
    view.extend(data.to);
  }
  take(by('now').textContent);
  lanes.draw();
  plots.make();

  const state = by('state');
  if (document.body.dataset.events) {
    const source = new EventSource(document.body.dataset.events);
    let words = 'live';
    source.addEventListener('open', () => { state.textContent = words; });
    source.addEventListener('timeline', (event) => take(event.data));
    source.addEventListener('judging', () => { state.textContent = words = 'being judged'; });
    // The page of a run that is over says how it ended.
    source.addEventListener('end', () => { source.close(); window.location.reload(); });
    source.addEventListener('error', () => {
      state.textContent = source.readyState === EventSource.CLOSED ? 'cut off: load the page again' : 'reconnecting';
    });
  }
  const step = (share) => view.pan((view.to - view.from) * share);
  const keys = { ArrowLeft: () => step(-.1), ArrowRight: () => step(.1), '+': () => view.zoom(.6, view.to), '=': () => view.zoom(.6, view.to), '-': () => view.zoom(1 / .6, view.to), 0: () => view.all() };
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
