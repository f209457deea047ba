// One operation held fast: its two lines of history.edn, who answered, and what that node was at the moment.
function Inspector(place, data, calls) {
  const element = (tag, text, name) => {
    const made = document.createElement(tag);
    if (text !== undefined) made.textContent = text;
    if (name) made.className = name;
    return made;
  };
  const words = ['ok', 'failed: it certainly did not happen', 'indeterminate: it may have happened, then or later, or never',
    'without an answer: it may have happened, at any time, or never'];
  let wanted = -1;

  function who(call) {
    const node = calls.answeredBy(call);
    const at = calls.to[call];
    if (!node) return 'No node gave an answer.';
    const lane = data.lanes.find((l) => l.name === node);
    const state = lane && lane.states.find(([from, to]) => from <= at && at < to);
    const epoch = calls.epoch[call] ? ' under epoch ' + (calls.epoch[call] - 1) : '';
    const seen = state ? ' Observers saw ' + node + ' as ' + state[2] + (state[3] >= 0 ? ' of epoch ' + state[3] : '') + ' at that moment.' : '';
    const others = data.lanes.filter((l) => l !== lane && l.states.some(([from, to, is]) => is === 'primary' && from <= at && at < to));
    return node + ' answered' + epoch + '.' + seen + (others.length ? ' So did ' + others.map((l) => l.name).join(', ') + ' claim to be primary.' : '');
  }

  const self = {};
  self.show = async (call) => {
    wanted = call;
    if (call < 0) {
      place.replaceChildren(element('p', 'Click an operation, or press Enter on one: its lines of history.edn stand here.', 'empty'));
      return;
    }
    const lines = await calls.lines(call);
    if (wanted !== call) return;
    const outcome = calls.outcome(call);
    const head = element('p');
    const sign = element('span', ['✓ ', '✕ ', '… ', '… '][outcome] + calls.f(call), 'badge ' + ['valid', 'invalid', 'unknown', 'unknown'][outcome]);
    const took = calls.to[call] < Infinity ? ' to ' + calls.to[call].toFixed(3) + ' s (' + (calls.duration[call] / 1e6).toFixed(1) + ' ms)' : ', never completed';
    head.append(sign, ' client ' + calls.process[call] + ' · from ' + calls.from[call].toFixed(3) + took + ' · ' + words[outcome]);
    const told = element('p', who(call));
    const table = element('div', undefined, 'edn');
    table.tabIndex = 0;
    table.setAttribute('role', 'region');
    table.setAttribute('aria-label', 'Lines of history.edn');
    for (const line of lines) {
      const row = element('div');
      row.append(element('span', 'history.edn:' + line.number, 'at'), element('code', line.text));
      table.append(row);
    }
    place.replaceChildren(head, told, table);
  };
  self.show(-1);
  return self;
}

// Looks for calls: `process:5`, `key:7`, `op:5-71`, `line:2132`, `node:E1`, or any text of their lines.
async function* findCalls(calls, query) {
  const [, field, rest] = /^(process|key|op|line|node):(.*)$/.exec(query) || [null, '', query];
  const number = rest !== '' && /^\d+$/.test(rest) ? Number(rest) : -1;
  if (field === 'key') await calls.loadKeys();
  const key = field === 'key' ? calls.keyNamed(rest) : -1;
  const byColumn = {
    process: (i) => calls.process[i] === number,
    key: (i) => calls.key[i] === key,
    line: (i) => calls.index[i] + 1 === number || (calls.completion[i] && calls.index[i] + calls.completion[i] + 1 === number),
    node: (i) => calls.answeredBy(i) === rest,
  }[field];
  if (byColumn) {
    for (let i = 0; i < calls.size; i++) if (byColumn(i)) yield i;
    return;
  }
  const wanted = field === 'op' ? ':op "' + rest + '"' : rest;
  const chunk = calls.head.chunk;
  for (let part = 0; part * chunk < calls.size; part++) {
    const texts = await calls.chunk(part);
    for (let i = part * chunk; i < Math.min((part + 1) * chunk, calls.size); i++) {
      // Only what contains it in either half can contain it in a line put together, but for a text across the seam.
      const text = texts[i % chunk];
      const hit = text.includes(wanted) || calls.process[i] === number
        || (text.includes('\u001f') && (await calls.lines(i)).some((line) => line.text.includes(wanted)));
      if (hit) yield i;
    }
    yield -1;
  }
}
