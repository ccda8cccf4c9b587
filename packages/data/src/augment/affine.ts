import type { Augmentation } from './augmentation.ts';

export interface AffineSettings {
  /** Largest rotation in degrees, either way. */
  readonly rotate: number;
  /** Largest relative change of size: 0.1 for 90 % to 110 %. */
  readonly scale: number;
}

/** Turns and resizes a 2-D image about its centre, with linear interpolation; what comes in from outside is 0. */
export function affine({ rotate, scale }: AffineSettings): Augmentation {
  return (pixels, [height = 0, width = 0, channels = 1], random) => {
    const angle = ((2 * random.uniform() - 1) * rotate * Math.PI) / 180;
    const size = 1 + (2 * random.uniform() - 1) * scale;
    const [cos, sin] = [Math.cos(angle) / size, Math.sin(angle) / size];
    const [middleX, middleY] = [(width - 1) / 2, (height - 1) / 2];
    const before = pixels.slice();
    const at = (y: number, x: number, c: number): number =>
      y < 0 || x < 0 || y >= height || x >= width ? 0 : before[(y * width + x) * channels + c]!;
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const fromX = cos * (x - middleX) + sin * (y - middleY) + middleX;
        const fromY = cos * (y - middleY) - sin * (x - middleX) + middleY;
        const [x0, y0] = [Math.floor(fromX), Math.floor(fromY)];
        const [dx, dy] = [fromX - x0, fromY - y0];
        for (let c = 0; c < channels; c++) {
          const top = at(y0, x0, c) * (1 - dx) + at(y0, x0 + 1, c) * dx;
          const bottom = at(y0 + 1, x0, c) * (1 - dx) + at(y0 + 1, x0 + 1, c) * dx;
          pixels[(y * width + x) * channels + c] = top * (1 - dy) + bottom * dy;
        }
      }
    }
  };
}
