// A lane per member on a real time axis, faults behind them, two primaries at once hatched in the colour of alarm.
function Lanes(canvas, data, view) {
  const brush = Brush(canvas, view);
  const { pen, colours, x, clip, words, fit, line } = brush;
  const states = States(brush, data);
  let rows = [];
  let bands = [];
  let height = 0;
  let bottom = 0;
  let lanesTop = 0;
  const self = { brush, at: (t) => holding(data, t) };

  // Faults that overlap stand below one another.
  function stack() {
    const ends = [];
    bands = data.faults.map((fault) => {
      let row = ends.findIndex((end) => end <= fault.pending);
      if (row < 0) row = Math.min(ends.length, 5);
      ends[row] = fault.end;
      return { fault, row };
    });
    return ends.length;
  }

  function layout() {
    let y = 18 + stack() * 22 + (data.claims.length ? 24 : 4);
    lanesTop = y - 4;
    rows = [];
    let region = null;
    for (const lane of data.lanes) {
      if (region !== null && lane.region !== region) y += 9;
      region = lane.region;
      const tall = lane.kind === 'node';
      rows.push({ lane, y, bar: tall ? 20 : 11, height: tall ? 33 : 18 });
      y += tall ? 39 : 19;
    }
    bottom = y + 2;
    height = bottom + 24;
  }

  function drawFaults() {
    for (const { fault, row } of bands) {
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
      brush.font('700 13px ');
      const text = fit((data.acted ? '✕ ' : '') + claim.label, brush.width - brush.left - brush.right);
      const width = pen.measureText(text).width;
      if (text) {
        const at = Math.min(Math.max(box.x + (box.width - width) / 2, brush.left), brush.width - brush.right - width);
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
    brush.font(lane.kind === 'node' ? '600 13px ' : '12px ');
    pen.fillStyle = lane.kind === 'node' ? colours.ink : colours.muted;
    pen.textAlign = 'right';
    pen.fillText(fit(lane.name, brush.left - 26), brush.left - 10, y + bar / 2 + 4.5);
    for (const span of lane.states) {
      const box = clip(span[0], span[1]);
      if (box) states.drawState(lane, box, y, bar, span);
    }
    for (const claim of data.claims) {
      if (claim.nodes.includes(lane.name)) states.drawTwo(lane, claim, y, bar);
    }
    for (const [from, to, state] of lane.sessions) {
      const box = state === 'connected' || state === 'none' ? null : clip(from, to);
      if (box) states.drawSession(box, y + bar + 2, state);
    }
    for (const mark of data.marks) {
      if (mark.node === lane.name && mark.time >= view.from && mark.time <= view.to) states.drawMark(mark, y, bar);
    }
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
      brush.font('700 12px ');
      pen.textAlign = 'left';
      pen.fillText(fit(region, 26), 8, (from + to) / 2 + 4);
    });
  }

  function drawAxis() {
    brush.font('11.5px ');
    pen.textAlign = 'center';
    for (const [at, words] of brush.ticks()) {
      pen.strokeStyle = colours.line;
      line(x(at), 18, x(at), bottom + 4);
      pen.fillStyle = colours.muted;
      pen.fillText(words, x(at), bottom + 18);
    }
    pen.textAlign = 'left';
    brush.font('10.5px ');
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
    layout();
    brush.begin(height);
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
    brush.restyle();
    // Two that claim to be primary are an alarm only where both acknowledged.
    colours.two = colours[data.acted ? 'alarm' : 'doubt'];
    colours['two-shade'] = colours[data.acted ? 'alarm-shade' : 'shade'];
    self.draw();
  };
  brush.begin(1);
  self.restyle();
  return self;
}

// What holds at a moment, as [name, words, whether it is alarming].
function holding(data, t) {
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
}
