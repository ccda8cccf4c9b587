import type { Augmentation } from './augmentation.ts';

/**
 * Moves a 2-D image by whole pixels, up to `most` each way, each as likely.
 *
 * @param border what comes in: `zero`, or the border's own pixels again, for images whose background is not 0
 */
export function shiftBy(most: number, border: 'zero' | 'repeat' = 'zero'): Augmentation {
  return (pixels, [height = 0, width = 0, channels = 1], random) => {
    const down = random.integer(2 * most + 1) - most;
    const right = random.integer(2 * most + 1) - most;
    const before = pixels.slice();
    if (border === 'repeat') {
      const within = (place: number, side: number) => Math.min(side - 1, Math.max(0, place));
      for (let row = 0; row < height; row++) {
        for (let column = 0; column < width; column++) {
          const from = (within(row - down, height) * width + within(column - right, width)) * channels;
          pixels.set(before.subarray(from, from + channels), (row * width + column) * channels);
        }
      }
      return;
    }
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
