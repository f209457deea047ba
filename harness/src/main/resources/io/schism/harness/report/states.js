// How the state of a member looks while it lasts: each by colour and by shape.
function States(brush, data) {
  const { pen, colours, x, clip, words } = brush;

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
        words('leader', { x: box.x + 5, width: box.width - 5 }, y + 9, colours.card, '600 9.5px ');
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
    pen.fillStyle = brush.stripes;
    pen.fillRect(box.x, y, box.width, bar);
    pen.strokeStyle = colours.two;
    pen.lineWidth = 2;
    pen.strokeRect(box.x, y, box.width, bar);
    pen.lineWidth = 1;
    brush.font('700 11.5px ');
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
    brush.font('10px ');
    const named = box.width > pen.measureText(state).width + (state === 'lost' ? 11 : 4);
    if (state === 'lost') {
      for (let at = box.x; at < box.x + box.width; at += 6) pen.fillRect(at, y, Math.min(4, box.x + box.width - at), 3);
    } else {
      pen.fillRect(box.x, y, box.width, 3);
    }
    if (named) {
      pen.textAlign = 'left';
      pen.fillStyle = colours.ink;
      pen.fillText(state, box.x + (state === 'lost' ? 8 : 1), y + 11.5);
    }
  }

  // A moment that matters to others, each by a shape of its own: the legend's clip paths are the same.
  const shapes = {
    promotion: [[-6, -8], [6, -8], [0, 2]],
    election: [[0, -7], [7, 0], [0, 7], [-7, 0]],
    expiry: [[-5, -3], [-3, -5], [0, -2], [3, -5], [5, -3], [2, 0], [5, 3], [3, 5], [0, 2], [-3, 5], [-5, 3], [-2, 0]],
  };
  function drawMark(mark, y, bar) {
    const at = x(mark.time);
    const middle = { promotion: y, election: y + bar / 2, expiry: y + bar + 4 }[mark.kind];
    pen.beginPath();
    shapes[mark.kind].forEach(([dx, dy]) => pen.lineTo(at + dx, middle + dy));
    pen.closePath();
    pen.lineWidth = 2;
    pen.strokeStyle = colours.card;
    pen.stroke();
    pen.lineWidth = 1;
    pen.fillStyle = mark.kind === 'expiry' ? colours.alarm : colours.ink;
    pen.fill();
  }

  return { drawState, drawTwo, drawSession, drawMark };
}
