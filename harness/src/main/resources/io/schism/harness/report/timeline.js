'use strict';
// The part of time that is looked at, shared by the lanes and the plots under them.
function View(to) {
  const whole = Math.max(to, 0.001);
  const watchers = [];
  const view = { from: 0, to: whole, cursor: null };
  view.watch = (watcher) => watchers.push(watcher);
  view.changed = () => watchers.forEach((watcher) => watcher());
  view.show = (from, to) => {
    const width = Math.min(Math.max(to - from, Math.min(0.05, whole)), whole);
    view.from = Math.min(Math.max(from, 0), whole - width);
    view.to = view.from + width;
    view.changed();
  };
  view.zoom = (factor, at) => view.show(at - (at - view.from) * factor, at + (view.to - at) * factor);
  view.pan = (seconds) => view.show(view.from + seconds, view.to + seconds);
  view.all = () => view.show(0, whole);
  view.point = (time) => {
    view.cursor = time === null ? null : Math.min(Math.max(time, 0), whole);
    view.changed();
  };
  return view;
}

// A lane per member on a real time axis, faults behind them, two primaries at once hatched in the colour of alarm.
function Lanes(canvas, data, view) {
  const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif';
  const RIGHT = 14;
  const pen = canvas.getContext('2d');
  let colours = {};
  let stripes = null;
  let rows = [];
  let height = 0;
  let bottom = 0;
  let lanesTop = 0;
  let bandRows = 0;
  const self = { left: 110, right: RIGHT };

  const x = (t) => self.left + (canvas.clientWidth - self.left - RIGHT) * (t - view.from) / (view.to - view.from);
  const time = (px) => view.from + (px - self.left) / (canvas.clientWidth - self.left - RIGHT) * (view.to - view.from);
  self.time = time;

  const band = data.faults.map((fault) => ({ fault, row: 0 }));
  const ends = [];
  band.forEach((b) => {
    let row = ends.findIndex((end) => end <= b.fault.pending);
    if (row < 0) row = ends.length < 6 ? ends.length : 5;
    ends[row] = b.fault.end;
    b.row = row;
  });
  bandRows = ends.length;

  function layout() {
    let y = 18 + bandRows * 22 + (data.claims.length ? 24 : 4);
    lanesTop = y - 4;
    rows = [];
    let region = null;
    for (const lane of data.lanes) {
      if (region !== null && lane.region !== region) y += 9;
      region = lane.region;
      const tall = lane.kind === 'node';
      rows.push({ lane, y, bar: tall ? 20 : 11, height: tall ? 33 : 18 });
      y += tall ? 35 : 19;
    }
    bottom = y + 2;
    height = bottom + 24;
  }

  function css() {
    const style = getComputedStyle(document.documentElement);
    const names = ['card', 'ink', 'muted', 'line', 'alarm', 'doubt', 'good', 'primary-0', 'primary-1', 'primary-2', 'on-primary', 'replica',
      'leader', 'looking', 'off', 'fault', 'on-fault', 'shade', 'alarm-shade', 'stripe'];
    colours = Object.fromEntries(names.map((name) => [name, style.getPropertyValue('--' + name).trim()]));
    const tile = document.createElement('canvas');
    tile.width = tile.height = 10;
    const t = tile.getContext('2d');
    t.strokeStyle = colours.stripe;
    t.lineWidth = 3.5;
    for (const shift of [-10, 0, 10]) {
      t.beginPath();
      t.moveTo(shift, 10);
      t.lineTo(shift + 10, 0);
      t.stroke();
    }
    stripes = pen.createPattern(tile, 'repeat');
    // Two that claim to be primary are an alarm only where both acknowledged.
    colours.two = colours[data.acted ? 'alarm' : 'doubt'];
    colours['two-shade'] = colours[data.acted ? 'alarm-shade' : 'shade'];
  }

  function fit(text, width) {
    if (pen.measureText(text).width <= width) return text;
    let end = text.length;
    while (end > 1 && pen.measureText(text.slice(0, end) + '…').width > width) end--;
    return end > 1 ? text.slice(0, end) + '…' : '';
  }

  function clip(from, to) {
    const a = Math.max(x(from), self.left);
    const b = Math.min(x(to), canvas.clientWidth - RIGHT);
    return b > a ? { x: a, width: Math.max(b - a, 1) } : null;
  }

  function words(text, box, y, colour, font) {
    pen.font = (font || '600 11.5px ') + FONT;
    const shown = pen.measureText(text).width + 10 <= box.width ? text : '';
    if (shown) {
      pen.fillStyle = colour;
      pen.textAlign = 'left';
      pen.fillText(shown, box.x + 5, y);
    }
    return shown;
  }

  function drawFaults() {
    for (const { fault, row } of band) {
      const y = 18 + row * 22;
      if (fault.inForce >= 0) {
        const box = clip(fault.inForce, fault.end);
        if (box) {
          pen.fillStyle = colours.shade;
          pen.fillRect(box.x, y, box.width, bottom - y);
          pen.fillStyle = colours.fault;
          pen.fillRect(box.x, y, box.width, 18);
          words(fault.label + ' · in force' + (fault.state === 'healed' ? ' · healed' : ''), box, y + 13, colours['on-fault'])
            || words(fit(fault.label, box.width - 12), box, y + 13, colours['on-fault']);
        }
        pen.strokeStyle = colours.fault;
        pen.setLineDash([4, 3]);
        for (const t of [fault.inForce, fault.end]) {
          if (t >= view.from && t <= view.to) line(x(t), y, x(t), bottom);
        }
        pen.setLineDash([]);
      }
      const pending = clip(fault.pending, fault.inForce >= 0 ? fault.inForce : fault.end);
      if (pending) {
        pen.strokeStyle = fault.state === 'failed' ? colours.alarm : colours.fault;
        pen.setLineDash([3, 2]);
        pen.strokeRect(pending.x + .5, y + .5, pending.width, 17);
        pen.setLineDash([]);
        if (fault.inForce < 0) words((fault.state === 'failed' ? '✕ not in force: ' : 'pending: ') + fault.label, pending, y + 13, pen.strokeStyle);
      }
    }
  }

  function line(x1, y1, x2, y2) {
    pen.beginPath();
    pen.moveTo(Math.round(x1) + .5, y1);
    pen.lineTo(Math.round(x2) + .5, y2);
    pen.stroke();
  }

  function drawClaims() {
    for (const claim of data.claims) {
      const box = clip(claim.from, claim.to);
      if (!box) continue;
      pen.fillStyle = colours['two-shade'];
      pen.fillRect(box.x, lanesTop, box.width, bottom - lanesTop);
      pen.strokeStyle = colours.two;
      pen.lineWidth = 2;
      pen.beginPath();
      pen.moveTo(box.x, lanesTop + 2);
      pen.lineTo(box.x, lanesTop - 4);
      pen.lineTo(box.x + box.width, lanesTop - 4);
      pen.lineTo(box.x + box.width, lanesTop + 2);
      pen.stroke();
      pen.lineWidth = 1;
      pen.font = '700 13px ' + FONT;
      const text = fit((data.acted ? '✕ ' : '') + claim.label, canvas.clientWidth - self.left - RIGHT);
      const width = pen.measureText(text).width;
      if (text) {
        const at = Math.min(Math.max(box.x + (box.width - width) / 2, self.left), canvas.clientWidth - RIGHT - width);
        pen.fillStyle = colours.card;
        pen.fillRect(at - 3, lanesTop - 21, width + 6, 15);
        pen.fillStyle = colours.two;
        pen.textAlign = 'left';
        pen.fillText(text, at, lanesTop - 9);
      }
    }
  }

  function drawLane(row) {
    const { lane, y, bar } = row;
    pen.font = (lane.kind === 'node' ? '600 13px ' : '12px ') + FONT;
    pen.fillStyle = lane.kind === 'node' ? colours.ink : colours.muted;
    pen.textAlign = 'right';
    pen.fillText(fit(lane.name, self.left - 26), self.left - 10, y + bar / 2 + 4.5);
    for (const span of lane.states) {
      const box = clip(span[0], span[1]);
      if (box) drawState(lane, box, y, bar, span);
    }
    for (const claim of data.claims) {
      if (claim.nodes.includes(lane.name)) drawTwo(lane, claim, y, bar);
    }
    for (const [from, to, state] of lane.sessions) {
      const box = state === 'connected' || state === 'none' ? null : clip(from, to);
      if (box) drawSession(box, y + bar + 2, state);
    }
    for (const promotion of data.promotions) {
      if (promotion.node === lane.name && promotion.time >= view.from && promotion.time <= view.to) drawPromotion(promotion, y);
    }
  }

  // The parts of a primary's span in which nobody else claims to be one.
  function alone(lane, [from, to]) {
    const parts = [];
    let at = from;
    for (const claim of data.claims) {
      if (!claim.nodes.includes(lane.name) || claim.to <= from || claim.from >= to) continue;
      parts.push([at, claim.from]);
      at = claim.to;
    }
    parts.push([at, to]);
    return parts.filter((part) => part[1] > part[0]);
  }

  function drawState(lane, box, y, bar, span) {
    const [, , state, epoch] = span;
    const middle = y + bar / 2;
    switch (state) {
      case 'primary': {
        pen.fillStyle = colours['primary-' + Math.max(epoch - 1, 0) % 3];
        pen.fillRect(box.x, y, box.width, bar);
        for (const [from, to] of alone(lane, span)) {
          const part = clip(from, to);
          if (part) words('primary · epoch ' + epoch, part, y + 14.5, colours['on-primary']);
        }
        break;
      }
      case 'replica':
      case 'follower':
        pen.fillStyle = colours.replica;
        pen.fillRect(box.x, middle - 2.5, box.width, 5);
        break;
      case 'leader':
      case 'standalone':
        pen.fillStyle = colours.leader;
        pen.fillRect(box.x, y, box.width, bar);
        words('leader', box, y + 9, colours.card, '600 9.5px ');
        break;
      case 'looking':
      case 'starting':
        pen.fillStyle = colours.looking;
        for (let at = box.x; at < box.x + box.width; at += 6) pen.fillRect(at, middle - 5, Math.min(3, box.x + box.width - at), 10);
        break;
      default:
        pen.strokeStyle = colours.off;
        pen.setLineDash([4, 3]);
        pen.strokeRect(box.x + .5, middle - 5.5, box.width - 1, 11);
        pen.setLineDash([]);
        words(state, box, middle + 3.5, colours.muted, '10px ');
    }
  }

  function drawTwo(lane, claim, y, bar) {
    const box = clip(claim.from, claim.to);
    if (!box) return;
    const span = lane.states.find(([from, to, state]) => state === 'primary' && from <= claim.from && to >= claim.to);
    pen.fillStyle = colours.two;
    pen.fillRect(box.x, y, box.width, bar);
    pen.fillStyle = stripes;
    pen.fillRect(box.x, y, box.width, bar);
    pen.strokeStyle = colours.two;
    pen.lineWidth = 2;
    pen.strokeRect(box.x, y, box.width, bar);
    pen.lineWidth = 1;
    pen.font = '700 11.5px ' + FONT;
    const room = (words) => pen.measureText(words).width + 24 < box.width;
    const text = (span ? [(data.acted ? 'PRIMARY' : 'claims') + ' · epoch ' + span[3], 'epoch ' + span[3]] : [data.acted ? 'PRIMARY' : 'claims']).find(room);
    if (text) {
      const width = pen.measureText(text).width;
      pen.fillStyle = colours.two;
      pen.fillRect(box.x + (box.width - width) / 2 - 7, y, width + 14, bar);
      pen.fillStyle = colours.card;
      pen.textAlign = 'left';
      pen.fillText(text, box.x + (box.width - width) / 2, y + 14.5);
    }
  }

  function drawSession(box, y, state) {
    pen.fillStyle = state === 'lost' ? colours.alarm : colours.looking;
    pen.font = '10px ' + FONT;
    const named = box.width > pen.measureText(state).width + 4;
    if (state === 'lost') {
      for (let at = box.x; at < box.x + box.width; at += 6) pen.fillRect(at, y, Math.min(4, box.x + box.width - at), 3);
    } else {
      pen.fillRect(box.x, y, box.width, 3);
    }
    if (named) {
      pen.textAlign = 'left';
      pen.fillStyle = colours.ink;
      pen.fillText(state, box.x + 1, y + 11.5);
    }
  }

  function drawPromotion(promotion, y) {
    const at = x(promotion.time);
    pen.fillStyle = colours.ink;
    pen.beginPath();
    pen.moveTo(at - 6, y - 8);
    pen.lineTo(at + 6, y - 8);
    pen.lineTo(at, y + 2);
    pen.fill();
  }

  function drawRegions() {
    const groups = new Map();
    rows.forEach((row) => {
      if (!groups.has(row.lane.region)) groups.set(row.lane.region, [row.y, row.y]);
      groups.get(row.lane.region)[1] = row.y + row.height - 4;
    });
    groups.forEach(([from, to], region) => {
      if (!region) return;
      pen.fillStyle = colours.line;
      pen.fillRect(0, from, 3, to - from);
      pen.fillStyle = colours.muted;
      pen.font = '700 12px ' + FONT;
      pen.textAlign = 'left';
      pen.fillText(fit(region, 26), 8, (from + to) / 2 + 4);
    });
  }

  // How far apart the ticks stand: a number that people count in.
  function step() {
    const wanted = (view.to - view.from) / Math.max((canvas.clientWidth - self.left) / 58, 2);
    const power = Math.pow(10, Math.floor(Math.log10(wanted)));
    return [1, 2, 5, 10].map((n) => n * power).find((n) => n >= wanted) || 10 * power;
  }

  // Every tick in sight as [time, words].
  self.ticks = () => {
    const by = step();
    const places = by < 1 ? Math.ceil(-Math.log10(by) - 1e-9) : 0;
    const ticks = [];
    for (let n = Math.ceil(view.from / by - 1e-9); n * by <= view.to + 1e-9; n++) ticks.push([n * by, (n * by).toFixed(places) + ' s']);
    return ticks;
  };

  function drawAxis() {
    pen.font = '11.5px ' + FONT;
    pen.textAlign = 'center';
    for (const [at, words] of self.ticks()) {
      pen.strokeStyle = colours.line;
      line(x(at), 18, x(at), bottom + 4);
      pen.fillStyle = colours.muted;
      pen.fillText(words, x(at), bottom + 18);
    }
    pen.textAlign = 'left';
    pen.font = '10.5px ' + FONT;
    data.phases.forEach((phase, i) => {
      const next = data.phases[i + 1];
      const box = clip(phase.time, next ? next.time : view.to);
      if (!box) return;
      pen.fillStyle = colours.line;
      pen.fillRect(box.x, 4, 1, 10);
      pen.fillStyle = colours.muted;
      pen.fillText(fit(phase.name, box.width - 6), box.x + 4, 12);
    });
  }

  self.draw = () => {
    const width = canvas.clientWidth;
    const ratio = window.devicePixelRatio || 1;
    self.left = width < 560 ? 78 : 112;
    layout();
    canvas.style.height = height + 'px';
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawAxis();
    drawFaults();
    drawClaims();
    drawRegions();
    rows.forEach(drawLane);
    if (view.cursor !== null && view.cursor >= view.from && view.cursor <= view.to) {
      pen.strokeStyle = colours.ink;
      line(x(view.cursor), 16, x(view.cursor), bottom);
    }
  };
  self.restyle = () => {
    css();
    self.draw();
  };
  // What holds at a moment, as [name, words, whether it is alarming].
  self.at = (t) => {
    const two = data.claims.find((claim) => claim.from <= t && t <= claim.to);
    const holds = ([from, to]) => from <= t && t < to;
    const said = data.faults.filter((f) => f.inForce >= 0 && f.inForce <= t && t <= f.end).map((f) => ['fault', f.label, false]);
    for (const lane of data.lanes) {
      const state = lane.states.find(holds);
      const session = lane.sessions.find(holds);
      if (!state && !session) continue;
      const epoch = state && state[3] >= 0 ? ' epoch ' + state[3] : '';
      const beside = session && session[2] !== 'connected' && session[2] !== 'none' ? ', session ' + session[2] : '';
      said.push([lane.name, (state ? state[2] + epoch : 'not observed') + beside, data.acted && !!two && two.nodes.includes(lane.name)]);
    }
    return said;
  };
  css();
  return self;
}
