/** A square or rectangular grey image that shapes are drawn on. Coordinates run from 0 to 1, y downwards. */
export interface Canvas {
  readonly width: number;
  readonly height: number;
  readonly pixels: Float32Array;
}

/** Coverage 0 … 1 of a point, by its signed distance to an edge (negative inside) and the edge's softness. */
export const soft = (distance: number, softness: number): number => {
  const t = Math.min(1, Math.max(0, 0.5 - distance / (2 * softness)));
  return t * t * (3 - 2 * t);
};

/** Changes every pixel by a function of its place and its present value. */
export function paint(
  { width, height, pixels }: Canvas,
  shade: (x: number, y: number, value: number) => number,
): void {
  for (let row = 0; row < height; row++) {
    const y = (row + 0.5) / height;
    for (let column = 0; column < width; column++) {
      const at = row * width + column;
      pixels[at] = shade((column + 0.5) / width, y, pixels[at]!);
    }
  }
}

/** Math.hypot is exact and ten times as slow. */
const length = (x: number, y: number): number => Math.sqrt(x * x + y * y);

/** Approximate signed distance to an ellipse with half axes a and b, negative inside. */
export const ellipse = (x: number, y: number, cx: number, cy: number, a: number, b: number): number =>
  (length((x - cx) / a, (y - cy) / b) - 1) * Math.min(a, b);

/** Distance to the line from (ax, ay) to (bx, by). */
export function segment(x: number, y: number, ax: number, ay: number, bx: number, by: number): number {
  const dx = bx - ax;
  const dy = by - ay;
  const t = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
  return length(x - ax - t * dx, y - ay - t * dy);
}
