// The part of time that is looked at, shared by the lanes and the plots under them.
function View(to) {
  let whole = Math.max(to, 0.001);
  const watchers = [];
  const view = { from: 0, to: whole, cursor: null };
  view.watch = (watcher) => watchers.push(watcher);
  view.changed = () => watchers.forEach((watcher) => watcher());
  view.show = (from, to) => {
    const width = Math.min(Math.max(to - from, Math.min(0.00002, whole)), whole);
    view.from = Math.min(Math.max(from, 0), whole - width);
    view.to = view.from + width;
    view.changed();
  };
  view.zoom = (factor, at) => view.show(at - (at - view.from) * factor, at + (view.to - at) * factor);
  view.pan = (seconds) => view.show(view.from + seconds, view.to + seconds);
  view.all = () => view.show(0, whole);
  // The run went on: what showed all of it still does.
  view.extend = (end) => {
    const all = view.from === 0 && view.to === whole;
    whole = Math.max(end, whole);
    if (all) view.to = whole;
    view.changed();
  };
  view.point = (time) => {
    view.cursor = time === null ? null : Math.min(Math.max(time, 0), whole);
    view.changed();
  };
  return view;
}
