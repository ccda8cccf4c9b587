import { MOST_MEMORY, type Reserve, refuseImplausible } from './memory.ts';
import { MOST_PIXELS } from './options.ts';
import { isPng, type RasterHeader } from './raster-header.ts';

/** Whether the bytes begin as a PNG or JPEG file. Nothing else is handed to the image library. */
export const isRaster = (bytes: Uint8Array): boolean =>
  isPng(bytes) || (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff);

/** Refuses what cannot be as large as it says, and takes the memory of what must be unpacked as a whole. */
export async function admit(header: RasterHeader, size: number, reserve: Reserve): Promise<void> {
  const { width, height, whole, bytes, leastSize } = header;
  if (size < leastSize) throw new Error(`${size} bytes, too few for its ${width} × ${height} pixels`);
  if (!whole || width * height > MOST_PIXELS) return;
  refuseImplausible(width * height, size);
  if (bytes > MOST_MEMORY)
    throw new Error(`interlaced or progressive, ${width} × ${height} pixels; save it plainly`);
  await reserve(bytes);
}

/** ITU-R BT.601 luma of interleaved red, green and blue, in the integers of Pillow's conversion to `L`. */
export function luma(colours: Uint8Array | Uint16Array): Uint8Array | Uint16Array {
  const count = colours.length / 3;
  if (colours instanceof Uint8Array) {
    const out = new Uint8Array(count);
    for (let i = 0, at = 0; i < out.length; i++, at += 3)
      out[i] = (19595 * colours[at]! + 38470 * colours[at + 1]! + 7471 * colours[at + 2]! + 32768) >> 16;
    return out;
  }
  const out = new Uint16Array(count);
  for (let i = 0, at = 0; i < out.length; i++, at += 3) {
    // In doubles: 16-bit values times these weights do not fit 32 bits.
    out[i] = Math.floor(
      (19595 * colours[at]! + 38470 * colours[at + 1]! + 7471 * colours[at + 2]! + 32768) / 65536,
    );
  }
  return out;
}
