import type { Reserve } from '@mimmx/data/files';

export type { Reserve };

/** Bytes of memory that a pixel takes while it is decoded, at most, by what it is packed in. */
export const COST = {
  native: 6,
  rle: 8,
  jpeg: 6,
  'jpeg-lossless': 6,
  'jpeg-ls': 6,
  'jpeg-2000': 14,
} as const;

/** One image may take at most so many bytes while it is decoded. */
export const MOST_MEMORY = 640 * 2 ** 20;

/** Up to this many pixels a stream may be as short as it likes: an empty picture packs to nothing. */
const FEW_PIXELS = 2 ** 24;
/** No radiograph packs better than this, and run lengths of noise hardly pack at all. */
export const MOST_PIXELS_A_BYTE = { rle: 16, other: 500 } as const;

/**
 * Refuses a few bytes that claim to be a huge image, before any memory is taken for it.
 *
 * @param most pixels that a byte may stand for
 * @throws if there are more than 16 million pixels and too few bytes for them
 */
export function refuseImplausible(
  pixels: number,
  bytes: number,
  most: number = MOST_PIXELS_A_BYTE.other,
): void {
  if (pixels <= FEW_PIXELS || pixels <= bytes * most) return;
  throw new Error(`${bytes} bytes that claim to be ${pixels} pixels, which no radiograph packs to`);
}

/** Where nobody shares the memory. */
export const unshared: Reserve = () => Promise.resolve();
