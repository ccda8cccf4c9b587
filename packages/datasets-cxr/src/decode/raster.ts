import sharp, { type Sharp } from 'sharp';
import type { GreyImage } from './grey.ts';
import { MOST_MEMORY, type Reserve, refuseImplausible, unshared } from './memory.ts';
import { type DecodeOptions, MOST_PIXELS } from './options.ts';
import { isPng, type RasterHeader, rasterHeader } from './raster-header.ts';

// The worker threads are the parallelism; more threads inside each image only wait for one another.
sharp.concurrency(1);
sharp.cache(false);

const FIT = { crop: 'cover', pad: 'contain', stretch: 'fill' } as const;

/** Whether the bytes begin as a PNG or JPEG file. Nothing else is handed to the image library. */
export const isRaster = (bytes: Uint8Array): boolean =>
  isPng(bytes) || (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff);

/**
 * Decodes and resizes a JPEG, or a PNG of 1 to 16 bit. Colour becomes luma (ITU-R BT.601, as in Pillow), transparency
 * is dropped. Values are taken as they stand: neither an ICC profile nor an EXIF orientation is applied.
 */
export async function decodeRaster(
  bytes: Uint8Array,
  options: DecodeOptions,
  reserve: Reserve = unshared,
): Promise<GreyImage> {
  const header = rasterHeader(bytes);
  if (header) await admit(header, bytes.length, reserve);
  const input = sharp(bytes, {
    limitInputPixels: MOST_PIXELS,
    sequentialRead: true,
    pages: 1,
    ignoreIcc: true,
  });
  return resized(input, options, header?.bits === 16, header !== null && !header.grey);
}

/** Refuses what cannot be as large as it says, and takes the memory of what must be unpacked as a whole. */
async function admit(header: RasterHeader, size: number, reserve: Reserve): Promise<void> {
  const { width, height, whole, bytes, leastSize } = header;
  if (size < leastSize) throw new Error(`${size} bytes, too few for its ${width} × ${height} pixels`);
  if (!whole || width * height > MOST_PIXELS) return;
  refuseImplausible(width * height, size);
  if (bytes > MOST_MEMORY)
    throw new Error(`interlaced or progressive, ${width} × ${height} pixels; save it plainly`);
  await reserve(bytes);
}

/** Resizes pixels that are already decoded. */
export function resizeGrey({ width, height, pixels }: GreyImage, options: DecodeOptions): Promise<GreyImage> {
  const deep = pixels instanceof Uint16Array;
  const same = width === options.width && height === options.height;
  if (same) return Promise.resolve({ width, height, pixels });
  return resized(sharp(pixels, { raw: { width, height, channels: 1 } }), options, deep, false);
}

async function resized(
  input: Sharp,
  options: DecodeOptions,
  deep: boolean,
  colour: boolean,
): Promise<GreyImage> {
  const { width, height, fit } = options;
  const sized = input
    .removeAlpha()
    .resize({ width, height, fit: FIT[fit], background: '#000', kernel: 'lanczos3' });
  // A colour space for the pipeline would keep JPEGs from being shrunk while they are decoded, four times as slow.
  const space = colour ? (deep ? 'rgb16' : 'srgb') : deep ? 'grey16' : 'b-w';
  const made = deep
    ? sized.pipelineColourspace(space).toColourspace(space).raw({ depth: 'ushort' })
    : sized.toColourspace(space).raw();
  const { data, info } = await made.toBuffer({ resolveWithObject: true });
  const own = new Uint8Array(data);
  const pixels = deep ? new Uint16Array(own.buffer) : own;
  if (info.channels === 1) return { width: info.width, height: info.height, pixels };
  if (info.channels !== 3) throw new Error(`${info.channels} channels after conversion to grey`);
  return { width: info.width, height: info.height, pixels: luma(pixels) };
}

/** ITU-R BT.601 luma of interleaved red, green and blue, in the integers of Pillow's conversion to `L`. */
function luma(colours: Uint8Array | Uint16Array): Uint8Array | Uint16Array {
  const out = colours.slice(0, colours.length / 3);
  if (colours instanceof Uint8Array) {
    for (let i = 0, at = 0; i < out.length; i++, at += 3)
      out[i] = (19595 * colours[at]! + 38470 * colours[at + 1]! + 7471 * colours[at + 2]! + 32768) >> 16;
    return out;
  }
  for (let i = 0, at = 0; i < out.length; i++, at += 3) {
    // In doubles: 16-bit values times these weights do not fit 32 bits.
    out[i] = Math.floor(
      (19595 * colours[at]! + 38470 * colours[at + 1]! + 7471 * colours[at + 2]! + 32768) / 65536,
    );
  }
  return out;
}
