// A canvas with the page's colours and the one axis of time that all drawings share.
function Brush(canvas, view) {
  const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif';
  const pen = canvas.getContext('2d');
  const colours = {};
  // The inset is how much less room this canvas has on its left and right than others: all axes lie under one another.
  const brush = { pen, colours, left: 112, right: 14, width: 0, stripes: null, inset: [0, 0] };

  brush.font = (style) => { pen.font = style + FONT; };
  brush.x = (t) => brush.left + (brush.width - brush.left - brush.right) * (t - view.from) / (view.to - view.from);
  brush.time = (px) => view.from + (px - brush.left) / (brush.width - brush.left - brush.right) * (view.to - view.from);

  // Sizes the canvas for the screen's pixels and wipes it.
  brush.begin = (height) => {
    const ratio = window.devicePixelRatio || 1;
    brush.width = canvas.clientWidth;
    const [before, after] = brush.inset;
    brush.left = (brush.width < 560 ? 78 : 112) - before;
    brush.right = 14 - after;
    canvas.style.height = height + 'px';
    const [w, h] = [Math.round(brush.width * ratio), Math.round(height * ratio)];
    if (canvas.width !== w) canvas.width = w;
    if (canvas.height !== h) canvas.height = h;
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, brush.width, height);
  };

  // The part of a time that is in sight, in pixels; null where none is.
  brush.clip = (from, to) => {
    const a = Math.max(brush.x(from), brush.left);
    const b = Math.min(brush.x(to), brush.width - brush.right);
    return b > a ? { x: a, width: Math.max(b - a, 1) } : null;
  };

  brush.fit = (text, width) => {
    if (pen.measureText(text).width <= width) return text;
    let [low, high] = [0, text.length];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (pen.measureText(text.slice(0, middle) + '…').width <= width) low = middle; else high = middle - 1;
    }
    return low > 0 ? text.slice(0, low) + '…' : '';
  };

  // Writes the text where it has room; what it wrote.
  brush.words = (text, box, y, colour, font) => {
    brush.font(font || '600 11.5px ');
    const shown = pen.measureText(text).width + 10 <= box.width ? text : '';
    if (shown) {
      pen.fillStyle = colour;
      pen.textAlign = 'left';
      pen.fillText(shown, box.x + 5, y);
    }
    return shown;
  };

  brush.line = (x1, y1, x2, y2) => {
    pen.beginPath();
    pen.moveTo(Math.round(x1) + .5, y1);
    pen.lineTo(Math.round(x2) + .5, y2);
    pen.stroke();
  };

  // Takes the colours of the style sheet, light or dark as it is now.
  brush.restyle = () => {
    const style = getComputedStyle(document.documentElement);
    const names = ['card', 'ink', 'muted', 'line', 'soft', 'alarm', 'alarm-soft', 'doubt', 'good', 'primary-0', 'primary-1', 'primary-2',
      'on-primary', 'replica', 'leader', 'looking', 'off', 'fault', 'on-fault', 'shade', 'alarm-shade', 'stripe', 'mark'];
    names.forEach((name) => { colours[name] = style.getPropertyValue('--' + name).trim(); });
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
    brush.stripes = pen.createPattern(tile, 'repeat');
  };

  // Every tick in sight as [time, words], a number apart that people count in.
  brush.ticks = () => {
    const wanted = (view.to - view.from) / Math.max((brush.width - brush.left) / 70, 2);
    const power = Math.pow(10, Math.floor(Math.log10(wanted)));
    const by = [1, 2, 5, 10].map((n) => n * power).find((n) => n >= wanted) || 10 * power;
    const places = by < 1 ? Math.ceil(-Math.log10(by) - 1e-9) : 0;
    const ticks = [];
    for (let n = Math.ceil(view.from / by - 1e-9); n * by <= view.to + 1e-9; n++) ticks.push([n * by, (n * by).toFixed(places) + ' s']);
    return ticks;
  };
  brush.restyle();
  return brush;
}
