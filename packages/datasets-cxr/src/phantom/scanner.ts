import type { Random } from '@mimmx/core';
import type { Canvas } from '../markers/canvas.ts';

/** Blur (standard deviation as a fraction of the image), noise and contrast curve of the two machines. */
const SCANNERS = [
  { blur: 0.002, noise: 0.012, gamma: 1 },
  { blur: 0.012, noise: 0.035, gamma: 0.8 },
] as const;

/** Turns attenuation into what a machine's detector shows, in place, within 0 … 1. */
export function expose(canvas: Canvas, scanner: 0 | 1, exposure: number, noise: Random): void {
  const { blur, noise: sd, gamma } = SCANNERS[scanner];
  smooth(canvas, blur * canvas.height);
  const { pixels } = canvas;
  for (let i = 0; i < pixels.length; i++) {
    const level = Math.max(0, pixels[i]! * exposure) ** gamma + sd * noise.normal();
    pixels[i] = Math.min(1, Math.max(0, level));
  }
}

/** Gaussian smoothing, separable; the edge pixels are repeated outwards. */
function smooth({ width, height, pixels }: Canvas, sd: number): void {
  const reach = Math.ceil(3 * sd);
  const weights = Array.from({ length: 2 * reach + 1 }, (_, i) => Math.exp(-0.5 * ((i - reach) / sd) ** 2));
  const total = weights.reduce((a, b) => a + b, 0);
  const line = new Float32Array(Math.max(width, height));
  const along = (start: number, step: number, count: number): void => {
    for (let i = 0; i < count; i++) line[i] = pixels[start + i * step]!;
    for (let i = 0; i < count; i++) {
      let sum = 0;
      for (let k = -reach; k <= reach; k++)
        sum += weights[k + reach]! * line[Math.min(count - 1, Math.max(0, i + k))]!;
      pixels[start + i * step] = sum / total;
    }
  };
  for (let y = 0; y < height; y++) along(y * width, 1, width);
  for (let x = 0; x < width; x++) along(x, width, height);
}
