// Calls by row: in each row by time, with sums that answer at once how many of a stretch failed or stayed in doubt.
function Rows(calls, count, rowOf, byWork) {
  const n = calls.size;
  const starts = new Uint32Array(count + 1);
  for (let i = 0; i < n; i++) starts[rowOf[i] + 1]++;
  // Which row stands where: as numbered, or the one with the most calls first.
  const at = new Uint32Array(count);
  const number = Array.from({ length: count }, (_, row) => row);
  if (byWork) number.sort((a, b) => starts[b + 1] - starts[a + 1] || a - b);
  number.forEach((row, place) => { at[row] = place; });
  const sizes = number.map((row) => starts[row + 1]);
  starts[0] = 0;
  sizes.forEach((size, place) => { starts[place + 1] = starts[place] + size; });

  const order = new Uint32Array(n);
  const next = starts.slice(0, count);
  for (let i = 0; i < n; i++) order[next[at[rowOf[i]]]++] = i;
  const failed = new Uint32Array(n + 1);
  const doubtful = new Uint32Array(n + 1);
  const reach = new Float64Array(n);
  const place = new Uint32Array(n);
  for (let row = 0; row < count; row++) {
    let most = -Infinity;
    for (let p = starts[row]; p < starts[row + 1]; p++) {
      const call = order[p];
      const outcome = calls.outcome(call);
      place[call] = p;
      failed[p + 1] = failed[p] + (outcome === Outcome.FAIL ? 1 : 0);
      doubtful[p + 1] = doubtful[p] + (outcome >= Outcome.INFO ? 1 : 0);
      // A call without end must not hide that those before it are out of sight.
      most = Math.max(most, calls.to[call] === Infinity ? calls.from[call] : calls.to[call]);
      reach[p] = most;
    }
  }

  // The first place in [low, high) at which a rising column is at least that much.
  const first = (column, low, high, least) => {
    while (low < high) {
      const middle = (low + high) >> 1;
      if (column(middle) >= least) high = middle; else low = middle + 1;
    }
    return low;
  };
  const begun = (p) => calls.from[order[p]];
  return {
    count,
    number,
    rowOf: (call) => at[rowOf[call]],
    rowNumbered: (name) => at[name],
    order,
    place: (call) => place[call],
    size: (row) => starts[row + 1] - starts[row],
    start: (row) => starts[row],
    end: (row) => starts[row + 1],
    // Places of the calls of a row that touch a time: [first, one after the last).
    touching: (row, from, to) => {
      const a = first((p) => reach[p], starts[row], starts[row + 1], from);
      return [a, first(begun, a, starts[row + 1], to)];
    },
    begunBefore: (low, high, time) => first(begun, low, high, time),
    reach: (p) => reach[p],
    failed: (a, b) => failed[b] - failed[a],
    doubtful: (a, b) => doubtful[b] - doubtful[a],
    // The call of a row that is nearest to a time.
    nearest: (row, time) => {
      const p = first(begun, starts[row], starts[row + 1], time);
      let best = -1;
      let least = Infinity;
      for (let q = Math.max(starts[row], p - 3); q < Math.min(starts[row + 1], p + 3); q++) {
        const call = order[q];
        const away = time < calls.from[call] ? calls.from[call] - time : Math.max(0, time - calls.to[call]);
        if (away <= least) [best, least] = [call, away];
      }
      return best;
    },
  };
}
