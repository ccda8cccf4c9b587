import sharp, { type Sharp } from 'sharp';
import type { GreyImage } from './grey.ts';
import { type Reserve, unshared } from './memory.ts';
import { type DecodeOptions, MOST_PIXELS } from './options.ts';
import { rasterHeader } from './raster-header.ts';
import { admit, luma } from './raster-rules.ts';

// The worker threads are the parallelism; more threads inside each image only wait for one another.
sharp.concurrency(1);
sharp.cache(false);

const FIT = { crop: 'cover', pad: 'contain', stretch: 'fill' } as const;

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
  const size = { width: info.width, height: info.height };
  // Colours of 8 bit are read where they lie: a copy of each image keeps the collector of a thread busy.
  if (info.channels === 3 && !deep) return { ...size, pixels: luma(data) };
  const own = new Uint8Array(data);
  const pixels = deep ? new Uint16Array(own.buffer) : own;
  if (info.channels === 1) return { ...size, pixels };
  if (info.channels !== 3) throw new Error(`${info.channels} channels after conversion to grey`);
  return { ...size, pixels: luma(pixels) };
}
