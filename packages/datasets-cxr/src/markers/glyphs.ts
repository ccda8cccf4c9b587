import type { Canvas } from './canvas.ts';

/** Letters of 3 × 5 dots, one row per number, the left dot being 4. */
const GLYPHS: Readonly<Record<string, readonly number[]>> = {
  A: [2, 5, 7, 5, 5],
  L: [4, 4, 4, 4, 7],
  P: [6, 5, 6, 4, 4],
  R: [6, 5, 6, 5, 5],
  T: [7, 2, 2, 2, 2],
};

/**
 * Writes letters as lead markers look: bright, with sharp edges.
 *
 * @param left,top of the first letter, 0 … 1
 * @param dot side of one dot in pixels
 */
export function writeText(
  canvas: Canvas,
  text: string,
  left: number,
  top: number,
  dot: number,
  level: number,
): void {
  const x0 = Math.round(left * canvas.width);
  const y0 = Math.round(top * canvas.height);
  for (const [position, letter] of [...text].entries()) {
    const rows = GLYPHS[letter] ?? [];
    for (let y = 0; y < 5 * dot; y++) {
      for (let x = 0; x < 3 * dot; x++) {
        const lit = (rows[Math.floor(y / dot)] ?? 0) & (4 >> Math.floor(x / dot));
        const column = x0 + position * 4 * dot + x;
        const row = y0 + y;
        if (lit && column < canvas.width && row < canvas.height)
          canvas.pixels[row * canvas.width + column] = level;
      }
    }
  }
}
