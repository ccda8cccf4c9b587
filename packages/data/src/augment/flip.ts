import type { Augmentation } from './augmentation.ts';

/** Mirrors an image or volume left to right (its width axis), half of the time. */
export const flip: Augmentation = (pixels, shape, random) => {
  if (random.uniform() < 0.5) return;
  const [width = 1, channels = 1] = shape.slice(-2);
  const line = width * channels;
  for (let start = 0; start < pixels.length; start += line) {
    const before = pixels.slice(start, start + line);
    for (let x = 0; x < width; x++) {
      pixels.set(before.subarray(x * channels, (x + 1) * channels), start + (width - 1 - x) * channels);
    }
  }
};
