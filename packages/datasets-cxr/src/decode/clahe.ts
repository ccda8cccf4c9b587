import type { GreyImage } from './grey.ts';
import type { ClaheOptions } from './options.ts';

/**
 * Contrast-limited adaptive histogram equalisation (Zuiderveld, Graphics Gems IV, 1994): each tile's histogram is
 * clipped and equalised, and every pixel is mapped by the bilinear mean of the four nearest tiles' mappings. Where the
 * side is no multiple of the tiles the image is mirrored beyond its right and lower edge.
 *
 * @returns a new image of the same size and depth
 */
export function clahe(image: GreyImage, { tiles, clipLimit }: ClaheOptions): GreyImage {
  const { width, height, pixels } = image;
  const levels = pixels instanceof Uint16Array ? 65536 : 256;
  const tileWidth = Math.ceil(width / tiles);
  const tileHeight = Math.ceil(height / tiles);
  const mappings: Float32Array[] = [];
  for (let ty = 0; ty < tiles; ty++) {
    for (let tx = 0; tx < tiles; tx++) {
      const counts = histogram(image, levels, tx * tileWidth, ty * tileHeight, tileWidth, tileHeight);
      const area = tileWidth * tileHeight;
      clip(counts, Math.max(1, Math.floor((clipLimit * area) / levels)));
      mappings.push(equalisation(counts, area));
    }
  }

  const out = pixels.slice();
  const across = Array.from({ length: width }, (_, x) => between(x, tileWidth, tiles));
  for (let y = 0; y < height; y++) {
    const row = between(y, tileHeight, tiles);
    for (let x = 0; x < width; x++) {
      const column = across[x]!;
      const value = pixels[y * width + x]!;
      const at = (ty: number, tx: number): number => mappings[ty * tiles + tx]![value]!;
      const upper = at(row.low, column.low) * (1 - column.share) + at(row.low, column.high) * column.share;
      const lower = at(row.high, column.low) * (1 - column.share) + at(row.high, column.high) * column.share;
      out[y * width + x] = halfToEven(upper * (1 - row.share) + lower * row.share);
    }
  }
  return { width, height, pixels: out };
}

/** Rounds as IEEE 754 does, so that no level is favoured where two mappings meet half-way. */
const halfToEven = (value: number): number => {
  const rounded = Math.round(value);
  return rounded - value === 0.5 && rounded % 2 === 1 ? rounded - 1 : rounded;
};

/** The two tiles whose centres enclose a pixel along one axis, and how near it is to the second. */
function between(
  position: number,
  side: number,
  tiles: number,
): { low: number; high: number; share: number } {
  const place = position / side - 0.5;
  const low = Math.floor(place);
  return { low: Math.max(low, 0), high: Math.min(low + 1, tiles - 1), share: place - low };
}

/** Index within 0 … n − 1, mirrored at the last pixel. */
const mirrored = (i: number, n: number): number => (i < n ? i : Math.max(0, 2 * (n - 1) - i));

function histogram(
  { width, height, pixels }: GreyImage,
  levels: number,
  left: number,
  top: number,
  tileWidth: number,
  tileHeight: number,
): Int32Array {
  const counts = new Int32Array(levels);
  for (let y = top; y < top + tileHeight; y++) {
    const row = mirrored(y, height) * width;
    for (let x = left; x < left + tileWidth; x++) counts[pixels[row + mirrored(x, width)]!]!++;
  }
  return counts;
}

/** Cuts the counts at a limit and spreads what was cut evenly over all levels, the rest at even distances. */
function clip(counts: Int32Array, limit: number): void {
  let excess = 0;
  for (let i = 0; i < counts.length; i++) {
    const over = counts[i]! - limit;
    if (over <= 0) continue;
    excess += over;
    counts[i] = limit;
  }
  const each = Math.floor(excess / counts.length);
  const rest = excess - each * counts.length;
  for (let i = 0; i < counts.length; i++) counts[i]! += each;
  const step = rest === 0 ? counts.length : Math.max(1, Math.floor(counts.length / rest));
  for (let i = 0, left = rest; i < counts.length && left > 0; i += step, left--) counts[i]!++;
}

/** Cumulative histogram scaled to the full range and rounded. */
function equalisation(counts: Int32Array, area: number): Float32Array {
  const scale = (counts.length - 1) / area;
  let sum = 0;
  return Float32Array.from(counts, (count) => {
    sum += count;
    return Math.min(counts.length - 1, halfToEven(sum * scale));
  });
}
