import type { Augmentation } from './augmentation.ts';

/** Moves a 2-D image by whole pixels, up to `most` each way, and fills with 0. */
export function shiftBy(most: number): Augmentation {
  return (pixels, [height = 0, width = 0, channels = 1], random) => {
    const down = random.integer(2 * most + 1) - most;
    const right = random.integer(2 * most + 1) - most;
    const before = pixels.slice();
    pixels.fill(0);
    const from = Math.max(0, -right);
    const count = width - Math.abs(right);
    if (count <= 0) return;
    for (let row = Math.max(0, down); row < Math.min(height, height + down); row++) {
      const source = ((row - down) * width + from) * channels;
      pixels.set(
        before.subarray(source, source + count * channels),
        (row * width + Math.max(0, right)) * channels,
      );
    }
  };
}
