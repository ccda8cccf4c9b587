import { type Canvas, paint, segment, soft } from './canvas.ts';

/** An overlay that looks like a pacemaker: a metal case under the collarbone and a lead that runs to the heart. */
export function drawDevice(canvas: Canvas): void {
  const edge = 0.7 / canvas.height;
  paint(canvas, (x, y, value) => {
    const dx = Math.abs(x - 0.74) - 0.045;
    const dy = Math.abs(y - 0.24) - 0.03;
    const box = Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - 0.025;
    const lead = Math.min(
      segment(x, y, 0.69, 0.22, 0.56, 0.26),
      segment(x, y, 0.56, 0.26, 0.53, 0.46),
      segment(x, y, 0.53, 0.46, 0.58, 0.64),
    );
    const cover = Math.max(soft(box, edge), 0.85 * soft(lead - 0.007, edge));
    return value + cover * (0.97 - value);
  });
}
