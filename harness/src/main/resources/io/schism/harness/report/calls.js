// The client calls as the page carries them: columns of varints, and the texts of their lines in chunks, all deflated.
const Outcome = { OK: 0, FAIL: 1, INFO: 2, OPEN: 3 };

async function inflate(base64) {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

// Numbers beyond 2^31 too, which shifts would break.
function Varints(bytes) {
  let at = 0;
  const number = () => {
    let part = bytes[at++];
    if (part < 128) return part;
    let value = part & 127;
    let scale = 128;
    do {
      part = bytes[at++];
      value += (part & 127) * scale;
      scale *= 128;
    } while (part >= 128);
    return value;
  };
  return { number, signed: () => { const n = number(); return n % 2 ? -(n + 1) / 2 : n / 2; } };
}

// What has no shape of its own on a screen, or would reorder its surroundings, as an escape that can be seen.
const visible = (text) => text.replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029\ufffe\uffff]/gu,
  (c) => '\\u' + c.codePointAt(0).toString(16).padStart(4, '0'));

async function Calls(head) {
  const n = head.calls;
  const source = (id) => document.getElementById(id).textContent;
  const read = Varints(await inflate(source('columns')));
  const calls = { size: n, head, time: new Float64Array(n), from: new Float64Array(n), to: new Float64Array(n), index: new Float64Array(n),
    completion: new Int32Array(n), kind: new Uint32Array(n), process: new Float64Array(n), node: new Uint32Array(n),
    epoch: new Float64Array(n), key: new Uint32Array(n), row: new Uint32Array(n), keys: 0 };
  let last = 0;
  const rising = (column) => { last = 0; for (let i = 0; i < n; i++) column[i] = last += read.signed(); };
  const plain = (column) => { for (let i = 0; i < n; i++) column[i] = read.number(); };
  rising(calls.time);
  const duration = new Float64Array(n);
  for (let i = 0; i < n; i++) duration[i] = read.signed();
  rising(calls.index);
  plain(calls.completion);
  plain(calls.kind);
  rising(calls.process);
  plain(calls.node);
  plain(calls.epoch);
  for (let i = 0; i < n; i++) {
    const ago = read.number();
    calls.key[i] = ago === 0 ? calls.keys++ : calls.keys - ago;
  }
  plain(calls.row);
  for (let i = 0; i < n; i++) {
    calls.from[i] = calls.time[i] / 1e9;
    calls.to[i] = (calls.kind[i] & 3) === Outcome.OPEN ? Infinity : (calls.time[i] + duration[i]) / 1e9;
  }
  calls.duration = duration;
  calls.outcome = (i) => calls.kind[i] & 3;
  calls.f = (i) => head.kinds[calls.kind[i] >> 2];
  calls.answeredBy = (i) => (calls.node[i] ? head.nodes[calls.node[i] - 1] : '');

  const chunks = new Map();
  let packed = null;
  // The texts of one chunk, a call a line; few chunks are kept.
  calls.chunk = (number) => {
    packed = packed || source('texts').split(' ');
    if (!chunks.has(number)) {
      if (chunks.size > 12) chunks.delete(chunks.keys().next().value);
      const promise = inflate(packed[number]).then((bytes) => new TextDecoder().decode(bytes).split('\n'));
      chunks.set(number, promise);
      promise.then((lines) => { promise.lines = lines; });
    }
    return chunks.get(number);
  };

  // The lines of history.edn of a call, the invocation and, where there is one, the completion.
  calls.lines = async (i) => split(i, (await calls.chunk(Math.floor(i / head.chunk)))[i % head.chunk]);
  // The same at once where it is there already; else null, and the caller is told when it is.
  calls.known = (i, later) => {
    const chunk = calls.chunk(Math.floor(i / head.chunk));
    if (chunk.lines) return split(i, chunk.lines[i % head.chunk]);
    chunk.then(later);
    return null;
  };

  function split(i, text) {
    const [asked, common, tail] = text.split('\u001f');
    const line = (index, time, type, rest) => '{:index ' + index + ' :time ' + time + ' :process ' + calls.process[i] + ' :type :' + type
      + ' :f :' + calls.f(i) + ' :value ' + visible(rest);
    const first = { number: calls.index[i] + 1, rest: asked, text: line(calls.index[i], calls.time[i], 'invoke', asked) };
    if (common === undefined) return [first];
    const index = calls.index[i] + calls.completion[i];
    const rest = asked.slice(0, Number(common)) + tail;
    return [first, { number: index + 1, rest, text: line(index, calls.time[i] + calls.duration[i], ['ok', 'fail', 'info'][calls.outcome(i)], rest) }];
  }

  let names = null;
  calls.loadKeys = async () => {
    names = names || new TextDecoder().decode(await inflate(source('keys'))).split('\n').map(visible);
  };
  calls.keyName = (key) => (names ? names[key] : '');
  calls.keyNamed = (name) => names.indexOf(name);
  return calls;
}
