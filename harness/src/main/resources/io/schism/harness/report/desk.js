// What a reader does with the operations: choose the rows, hold one fast, search, and all of it by keys too.
async function Desk(data, view) {
  const by = (id) => document.getElementById(id);
  const canvas = by('operations-canvas');
  if (!canvas) return null;
  const calls = await Calls(data.operations);
  const drawing = Operations(by('operations-scroller'), canvas, data, view);
  const inspector = Inspector(by('operation'), data, calls);
  const byClient = Rows(calls, Math.max(data.operations.rows.length, 1), calls.row, false);
  let byKey = null;
  const said = by('search-said');

  async function rows(key) {
    if (key) await calls.loadKeys();
    if (key && !byKey) byKey = Rows(calls, Math.max(calls.keys, 1), calls.key, true);
    drawing.show(calls, key ? byKey : byClient, key);
    by('by-client').setAttribute('aria-pressed', String(!key));
    by('by-key').setAttribute('aria-pressed', String(key));
    if (drawing.pinned >= 0) drawing.reveal(drawing.rows.rowOf(drawing.pinned));
  }

  // Holds an operation fast and brings it into sight.
  function pin(call, zoom) {
    drawing.pinned = call;
    inspector.show(call);
    if (call >= 0) {
      drawing.reveal(drawing.rows.rowOf(call));
      const [from, to] = [calls.from[call], Math.min(calls.to[call], calls.from[call] + 60)];
      const away = from < view.from || from > view.to;
      if (zoom) view.show(from - Math.max((to - from) * 6, .2), to + Math.max((to - from) * 6, .2));
      else if (away) view.pan(from - (view.from + view.to) / 2);
      view.point(from);
    }
    view.changed();
  }

  function step(by) {
    if (drawing.pinned < 0) return pick();
    const row = drawing.rows.rowOf(drawing.pinned);
    const p = drawing.rows.place(drawing.pinned) + by;
    if (p >= drawing.rows.start(row) && p < drawing.rows.end(row)) pin(drawing.rows.order[p]);
    return undefined;
  }

  function climb(by) {
    if (drawing.pinned < 0) return pick();
    const time = calls.from[drawing.pinned];
    for (let row = drawing.rows.rowOf(drawing.pinned) + by; row >= 0 && row < drawing.rows.count; row += by) {
      const call = drawing.rows.nearest(row, time);
      if (call >= 0) return pin(call);
    }
    return undefined;
  }

  // The nearest operation to the cursor in the first row in sight.
  function pick() {
    const time = view.cursor === null ? (view.from + view.to) / 2 : view.cursor;
    for (let row = Math.max(0, drawing.rowAt(0)); row < drawing.rows.count; row++) {
      const call = drawing.rows.nearest(row, time);
      if (call >= 0) return pin(call);
    }
    return undefined;
  }

  let search = 0;
  let hits = [];
  let at = -1;
  async function find(query) {
    const mine = ++search;
    [hits, at] = [[], -1];
    drawing.found = null;
    view.changed();
    if (query === '') { said.textContent = ''; return; }
    const found = new Uint8Array(calls.size);
    for await (const hit of findCalls(calls, query)) {
      if (mine !== search) return;
      if (hit >= 0) {
        found[hit] = 1;
        if (hits.push(hit) === 1) { drawing.found = found; go(1); }
      } else {
        tell(' …');
      }
    }
    if (mine === search) tell('');
    view.changed();
  }
  const tell = (more) => {
    said.textContent = (hits.length ? (at + 1).toLocaleString('en') + ' of ' + hits.length.toLocaleString('en') : more ? 'searching' : 'nothing found') + more;
  };
  function go(by) {
    if (!hits.length) return;
    at = (at + by + hits.length) % hits.length;
    pin(hits[at], true);
    tell('');
  }

  const field = by('search');
  let timer = 0;
  field.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(() => find(field.value.trim()), 200); });
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') go(event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape') { field.value = ''; find(''); canvas.focus(); } else return;
    event.preventDefault();
  });
  const middle = () => (drawing.pinned >= 0 ? calls.from[drawing.pinned] : view.cursor === null ? (view.from + view.to) / 2 : view.cursor);
  const keys = {
    ArrowLeft: () => step(-1),
    ArrowRight: () => step(1),
    ArrowUp: () => climb(-1),
    ArrowDown: () => climb(1),
    Enter: () => (drawing.pinned >= 0 ? pin(drawing.pinned, true) : pick()),
    Escape: () => pin(-1),
    '+': () => view.zoom(.6, middle()),
    '=': () => view.zoom(.6, middle()),
    '-': () => view.zoom(1 / .6, middle()),
    0: () => view.all(),
  };
  canvas.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
    keys[event.key]();
    event.preventDefault();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.target === field) return;
    event.preventDefault();
    field.focus();
    field.scrollIntoView({ block: 'center' });
  });
  Gestures(canvas, drawing.brush, view, (px, py) => {
    const row = drawing.rowAt(py);
    if (row < 0 || row >= drawing.rows.count || px < drawing.brush.left) return;
    const call = drawing.rows.nearest(row, drawing.brush.time(px));
    const near = call >= 0 && Math.abs(drawing.brush.x(calls.from[call]) - px) < 40;
    const within = call >= 0 && calls.from[call] <= drawing.brush.time(px) && drawing.brush.time(px) <= calls.to[call];
    pin(near || within ? call : -1);
  });
  by('operations-scroller').addEventListener('scroll', () => view.changed());
  by('by-client').addEventListener('click', () => rows(false));
  by('by-key').hidden = !data.operations.keyed;
  by('by-key').addEventListener('click', () => rows(true));

  // From the counterexample to its operations: their key's row, all of them in sight, the last held fast.
  async function jump(indices) {
    const wanted = new Set(indices);
    const chosen = [];
    for (let i = 0; i < calls.size && chosen.length < wanted.size; i++) if (wanted.has(calls.index[i])) chosen.push(i);
    if (!chosen.length) return;
    if (data.operations.keyed) await rows(true);
    drawing.found = new Uint8Array(calls.size);
    chosen.forEach((call) => { drawing.found[call] = 1; });
    const from = Math.min(...chosen.map((call) => calls.from[call]));
    const to = Math.max(...chosen.map((call) => Math.min(calls.to[call], calls.from[call] + 60)));
    view.show(from - (to - from) * .15, to + (to - from) * .15);
    pin(chosen[chosen.length - 1]);
    by('operations-section').scrollIntoView({ block: 'start' });
    canvas.focus({ preventScroll: true });
  }
  document.querySelectorAll('button[data-calls]').forEach((button) => {
    button.hidden = false;
    button.addEventListener('click', () => jump(button.dataset.calls.split(' ').map(Number)));
  });

  await rows(false);
  by('operations-waiting').hidden = true;
  return drawing;
}
