// Mouse, touch and wheel on a drawing: drag moves, Ctrl + wheel and pinch zoom, a click that did not move is a click.
function Gestures(canvas, brush, view, clicked) {
  const px = (event) => event.clientX - canvas.getBoundingClientRect().left;
  canvas.addEventListener('wheel', (event) => {
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      view.zoom(Math.exp(event.deltaY * .003), brush.time(px(event)));
    } else if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      event.preventDefault();
      view.pan(event.deltaX / canvas.clientWidth * (view.to - view.from));
    }
  }, { passive: false });
  const fingers = new Map();
  let began = null;
  canvas.addEventListener('pointerdown', (event) => {
    began = fingers.size === 0 ? event : null;
    fingers.set(event.pointerId, px(event));
    canvas.setPointerCapture(event.pointerId);
    canvas.classList.add('moving');
  });
  canvas.addEventListener('pointermove', (event) => {
    const now = px(event);
    const before = fingers.get(event.pointerId);
    if (before === undefined) {
      view.point(brush.time(now));
      return;
    }
    if (fingers.size === 1) {
      view.pan(brush.time(before) - brush.time(now));
    } else {
      const other = [...fingers].find(([id]) => id !== event.pointerId)[1];
      const factor = Math.abs(before - other) / Math.max(Math.abs(now - other), 8);
      view.zoom(Math.min(Math.max(factor, .5), 2), brush.time(other));
    }
    fingers.set(event.pointerId, now);
  });
  for (const end of ['pointerup', 'pointercancel']) {
    canvas.addEventListener(end, (event) => {
      fingers.delete(event.pointerId);
      canvas.classList.remove('moving');
      view.point(brush.time(px(event)));
      const still = began && Math.hypot(event.clientX - began.clientX, event.clientY - began.clientY) < 5;
      if (end === 'pointerup' && still && clicked) clicked(px(event), event.clientY - canvas.getBoundingClientRect().top);
      began = null;
    });
  }
  canvas.addEventListener('dblclick', (event) => view.zoom(.5, brush.time(px(event))));
}
