// Puts the drawing in the place of the still picture and listens to mouse, touch and keys.
(function start() {
  const canvas = document.getElementById('lanes');
  if (!canvas) return;
  const data = JSON.parse(document.getElementById('data').textContent);
  const view = View(data.to);
  document.querySelector('.still').hidden = true;
  document.querySelector('.drawing').hidden = false;
  document.querySelector('.controls').hidden = false;
  const lanes = Lanes(canvas, data, view);
  lanes.draw();
  const throughput = Throughput(document.getElementById('plots'), data, view, lanes);
  throughput.make();

  let asked = false;
  let seen = '';
  view.watch(() => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      lanes.draw();
      tell();
      const now = view.from + ' ' + view.to;
      if (now !== seen) throughput.draw();
      seen = now;
    });
  });

  const moment = document.getElementById('moment');
  function tell() {
    if (view.cursor === null) return;
    const at = document.createElement('b');
    at.textContent = view.cursor.toFixed(2) + ' s';
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

  const px = (event) => event.clientX - canvas.getBoundingClientRect().left;
  canvas.addEventListener('wheel', (event) => {
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      view.zoom(Math.exp(event.deltaY * .003), lanes.time(px(event)));
    } else if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      event.preventDefault();
      view.pan(event.deltaX / canvas.clientWidth * (view.to - view.from));
    }
  }, { passive: false });
  const fingers = new Map();
  canvas.addEventListener('pointerdown', (event) => {
    fingers.set(event.pointerId, px(event));
    canvas.setPointerCapture(event.pointerId);
    canvas.classList.add('moving');
  });
  canvas.addEventListener('pointermove', (event) => {
    const now = px(event);
    const before = fingers.get(event.pointerId);
    if (before === undefined) {
      view.point(lanes.time(now));
      return;
    }
    if (fingers.size === 1) {
      view.pan(lanes.time(before) - lanes.time(now));
    } else {
      const other = [...fingers].find(([id]) => id !== event.pointerId)[1];
      const factor = Math.abs(before - other) / Math.max(Math.abs(now - other), 8);
      view.zoom(Math.min(Math.max(factor, .5), 2), lanes.time(other));
    }
    fingers.set(event.pointerId, now);
  });
  for (const end of ['pointerup', 'pointercancel']) {
    canvas.addEventListener(end, (event) => {
      fingers.delete(event.pointerId);
      canvas.classList.remove('moving');
      view.point(lanes.time(px(event)));
    });
  }
  canvas.addEventListener('dblclick', (event) => view.zoom(.5, lanes.time(px(event))));

  function again() {
    lanes.restyle();
    throughput.make();
  }
  let width = document.documentElement.clientWidth;
  window.addEventListener('resize', () => {
    if (document.documentElement.clientWidth === width) return;
    width = document.documentElement.clientWidth;
    again();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', again);
})();
