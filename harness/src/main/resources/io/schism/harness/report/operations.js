// Draws the rows of operations that are in sight: single calls where there is room, else what each pixel holds.
function Operations(scroller, canvas, data, view) {
  const brush = Brush(canvas, view);
  const { pen, colours, x } = brush;
  const TOP = 6;
  const self = { brush, rows: null, calls: null, pinned: -1, found: null, height: 18, byKey: false };
  const spacer = scroller.querySelector('.spacer');
  const soon = () => view.changed();

  self.show = (calls, rows, byKey) => {
    Object.assign(self, { calls, rows, byKey, height: byKey ? 26 : 18 });
    // Browsers refuse heights beyond some 33 million pixels.
    self.height = Math.min(self.height, Math.max(4, Math.floor(3e7 / Math.max(rows.count, 1))));
    spacer.style.height = (rows.count * self.height + TOP) + 'px';
    view.changed();
  };
  const tall = () => scroller.clientHeight;
  self.rowAt = (y) => Math.floor((y + scroller.scrollTop - TOP) / self.height);
  self.reveal = (row) => {
    const y = row * self.height;
    if (y < scroller.scrollTop || y + self.height * 2 > scroller.scrollTop + tall()) scroller.scrollTop = Math.max(0, y - tall() / 3);
  };

  function colour(call) {
    const kind = self.calls.f(call);
    return kind === 'read' ? colours.replica : kind === 'write' ? colours['primary-0'] : kind === 'cas' ? colours['primary-2'] : colours.leader;
  }

  function behind(height) {
    for (const fault of data.faults.filter((f) => f.inForce >= 0)) fill(fault.inForce, fault.end, colours.shade, height);
    if (data.acted) data.claims.forEach((claim) => fill(claim.from, claim.to, colours['alarm-shade'], height));
    pen.strokeStyle = colours.line;
    for (const [at] of brush.ticks()) brush.line(x(at), 0, x(at), height);
  }

  function fill(from, to, shade, height) {
    const box = brush.clip(from, to);
    if (!box) return;
    pen.fillStyle = shade;
    pen.fillRect(box.x, 0, box.width, height);
  }

  function drawName(row, y) {
    const name = self.name(row);
    pen.textAlign = 'right';
    pen.fillStyle = colours.ink;
    brush.font('12px ');
    pen.fillText(brush.fit(name, brush.left - 16), brush.left - 8, y + self.height / 2 + 4);
  }
  self.name = (row) => {
    const number = self.rows.number[row];
    if (self.byKey) return self.calls.keyName(number);
    const [region, first, stays] = self.calls.head.rows[number];
    return (region ? region + ' · ' : '') + first + (stays > 1 ? ' +' + (stays - 1) : '');
  };

  // So many calls that a pixel holds several: a band, failures below it, doubt above it.
  function drawCrowd(row, y, a, b) {
    const { rows } = self;
    const step = 2;
    const bar = self.height - 6;
    let p = a;
    for (let at = brush.left; at < brush.width - brush.right && p < b; at += step) {
      const q = rows.begunBefore(p, b, brush.time(at + step));
      if (q === p) {
        if (p > a && rows.reach(p - 1) >= brush.time(at)) {
          pen.fillStyle = colours.replica;
          pen.fillRect(at, y + bar / 2, step, 2);
        }
        continue;
      }
      const failed = rows.failed(p, q);
      const doubtful = rows.doubtful(p, q);
      if (failed + doubtful < q - p) {
        pen.fillStyle = colours['primary-0'];
        const busy = Math.min(1, .35 + (q - p) / 12);
        pen.globalAlpha = busy;
        pen.fillRect(at, y + 3, step, bar - 2);
        pen.globalAlpha = 1;
      }
      if (doubtful) {
        pen.fillStyle = colours.looking;
        pen.fillRect(at, y, step, Math.max(4, bar * Math.min(1, doubtful / (q - p))));
      }
      if (failed) {
        pen.fillStyle = colours.alarm;
        pen.fillRect(at, y + bar - Math.max(3, bar * Math.min(1, failed / (q - p))) + 2, step, Math.max(3, bar * Math.min(1, failed / (q - p))));
      }
      p = q;
    }
  }

  function drawSingle(row, y, a, b) {
    const tracks = self.byKey ? [0, 0, 0] : [0];
    const bar = self.byKey ? (self.height - 6) / 3 : self.height - 6;
    for (let p = a; p < b; p++) {
      const call = self.rows.order[p];
      let track = tracks.findIndex((free) => free <= self.calls.from[call]);
      if (track < 0) track = tracks.length - 1;
      const outcome = self.calls.outcome(call);
      const ends = outcome === Outcome.OPEN ? self.calls.from[call] : self.calls.to[call];
      tracks[track] = ends;
      drawCall(call, y + 2 + track * (bar + 1), bar, outcome, ends);
    }
  }

  function drawCall(call, y, bar, outcome, ends) {
    const from = x(self.calls.from[call]);
    const width = Math.max(x(ends) - from, outcome >= Outcome.INFO ? 6 : 2.5);
    const left = Math.max(from, brush.left - 2);
    const shown = Math.min(from + width, brush.width + 2) - left;
    if (shown <= 0) return;
    if (outcome === Outcome.OK) {
      pen.fillStyle = colour(call);
      pen.fillRect(left, y, shown, bar);
    } else if (outcome === Outcome.FAIL) {
      pen.strokeStyle = colours.alarm;
      pen.strokeRect(left + .5, y + .5, Math.max(shown - 1, 1), bar - 1);
      if (shown > 8) { brush.line(left, y, left + bar, y + bar); brush.line(left + bar, y, left, y + bar); }
    } else {
      drawOpenEnded(left, y, shown, bar);
    }
    if (call === self.pinned || (self.found && self.found[call])) {
      pen.strokeStyle = call === self.pinned ? colours.ink : colours.mark;
      pen.lineWidth = 2;
      pen.strokeRect(left - 2, y - 2, Math.max(shown, 3) + 4, bar + 4);
      pen.lineWidth = 1;
    }
    if (shown > 60 && bar > 9) label(call, left, y, shown, bar, outcome);
  }

  // It may have happened at any time from its invocation on, or never: no right edge, an arrow that goes on.
  function drawOpenEnded(left, y, shown, bar) {
    pen.fillStyle = colours.looking;
    pen.fillRect(left, y, 2, bar);
    pen.globalAlpha = .35;
    pen.fillRect(left, y, shown, bar);
    pen.globalAlpha = 1;
    pen.strokeStyle = colours.looking;
    pen.setLineDash([2, 3]);
    brush.line(left, y + Math.floor(bar / 2), left + shown + 16, y + Math.floor(bar / 2));
    pen.setLineDash([]);
    pen.beginPath();
    pen.moveTo(left + shown + 14, y + bar / 2 - 4);
    pen.lineTo(left + shown + 20, y + bar / 2);
    pen.lineTo(left + shown + 14, y + bar / 2 + 4);
    pen.fill();
  }

  function label(call, left, y, shown, bar, outcome) {
    const lines = self.calls.known(call, soon);
    if (!lines) return;
    const value = (outcome === Outcome.OK ? lines[lines.length - 1] : lines[0]).rest.split(' :op ')[0];
    brush.font('600 10.5px ');
    const text = brush.fit(self.calls.f(call) + ' ' + visible(value), shown - 8);
    pen.textAlign = 'left';
    pen.fillStyle = outcome === Outcome.OK && self.calls.f(call) !== 'read' ? colours['on-primary'] : colours.ink;
    pen.fillText(text, left + 4, y + bar / 2 + 3.5);
  }

  self.draw = () => {
    const height = tall();
    const around = scroller.getBoundingClientRect();
    const own = canvas.getBoundingClientRect();
    brush.inset = [own.left - around.left, around.right - own.right];
    brush.begin(height);
    behind(height);
    if (!self.rows) return;
    const first = Math.max(0, self.rowAt(0));
    const last = Math.min(self.rows.count - 1, self.rowAt(height));
    pen.save();
    pen.beginPath();
    pen.rect(brush.left, 0, brush.width - brush.left - brush.right, height);
    pen.clip();
    const pixels = brush.width - brush.left;
    for (let row = first; row <= last; row++) {
      const y = TOP + row * self.height - scroller.scrollTop;
      const [a, b] = self.rows.touching(row, view.from, view.to);
      if (b - a > pixels / 3) drawCrowd(row, y, a, b); else drawSingle(row, y, a, b);
    }
    drawMarks(height);
    pen.restore();
    for (let row = first; row <= last; row++) drawName(row, TOP + row * self.height - scroller.scrollTop);
  };

  function drawMarks(height) {
    const mark = (t, style, dash) => {
      if (t < view.from || t > view.to) return;
      pen.strokeStyle = style;
      pen.setLineDash(dash);
      brush.line(x(t), 0, x(t), height);
      pen.setLineDash([]);
    };
    if (self.pinned >= 0) {
      mark(self.calls.from[self.pinned], colours.mark, [2, 3]);
      if (self.calls.to[self.pinned] < Infinity) mark(self.calls.to[self.pinned], colours.mark, [2, 3]);
    }
    if (view.cursor !== null) mark(view.cursor, colours.ink, []);
  }
  return self;
}
