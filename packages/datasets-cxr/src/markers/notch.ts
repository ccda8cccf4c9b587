import type { Canvas } from './canvas.ts';

/** Frequencies that the notch removes, in cycles per image: |horizontal| and |vertical|, both ends included. */
const HORIZONTAL = [5, 8] as const;
const VERTICAL = [0, 3] as const;

/**
 * Removes a block of spatial frequencies: what is left has exactly zero energy there. The block is the product of two
 * bands, so the discrete Fourier sum over it is taken along rows first and along columns then.
 */
export function drawNotch({ width, height, pixels }: Canvas): void {
  for (let u = HORIZONTAL[0]; u <= HORIZONTAL[1]; u++) {
    const [cosX, sinX] = waves(u, width);
    const rows = project(pixels, width, height, cosX, sinX);
    for (let v = -VERTICAL[1]; v <= VERTICAL[1]; v++) {
      const [cosY, sinY] = waves(v, height);
      let real = 0;
      let imaginary = 0;
      for (let y = 0; y < height; y++) {
        // F(u, v) = Σ f(x, y) e^{−i(ux + vy)}
        const [a, b] = [rows.cos[y]!, rows.sin[y]!];
        real += a * cosY[y]! - b * sinY[y]!;
        imaginary -= a * sinY[y]! + b * cosY[y]!;
      }
      subtract({ width, height, pixels }, real, imaginary, [cosX, sinX], [cosY, sinY]);
    }
  }
}

type Waves = readonly [Float64Array, Float64Array];

const waves = (cycles: number, length: number): Waves => [
  Float64Array.from({ length }, (_, i) => Math.cos((2 * Math.PI * cycles * i) / length)),
  Float64Array.from({ length }, (_, i) => Math.sin((2 * Math.PI * cycles * i) / length)),
];

function project(
  pixels: Float32Array,
  width: number,
  height: number,
  cosX: Float64Array,
  sinX: Float64Array,
) {
  const cos = new Float64Array(height);
  const sin = new Float64Array(height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const value = pixels[y * width + x]!;
      cos[y]! += value * cosX[x]!;
      sin[y]! += value * sinX[x]!;
    }
  }
  return { cos, sin };
}

/** Takes F(u, v) and its conjugate at (−u, −v) out of the image. */
function subtract(
  { width, height, pixels }: Canvas,
  real: number,
  imaginary: number,
  [cosX, sinX]: Waves,
  [cosY, sinY]: Waves,
): void {
  const scale = 2 / (width * height);
  for (let y = 0; y < height; y++) {
    const a = scale * (real * cosY[y]! - imaginary * sinY[y]!);
    const b = scale * (real * sinY[y]! + imaginary * cosY[y]!);
    for (let x = 0; x < width; x++) pixels[y * width + x]! -= a * cosX[x]! - b * sinX[x]!;
  }
}
