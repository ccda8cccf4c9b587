import sharp, { type Sharp } from 'sharp';
import type { GreyImage } from './grey.ts';
import { type DecodeOptions, MOST_PIXELS } from './options.ts';

// The worker threads are the parallelism; more threads inside each image only wait for one another.
sharp.concurrency(1);
sharp.cache(false);

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const FIT = { crop: 'cover', pad: 'contain', stretch: 'fill' } as const;

const startsWith = (bytes: Uint8Array, magic: readonly number[]): boolean =>
  magic.every((byte, i) => bytes[i] === byte);

/** Whether the bytes begin as a PNG or JPEG file. Nothing else is handed to the image library. */
export const isRaster = (bytes: Uint8Array): boolean =>
  startsWith(bytes, PNG) || startsWith(bytes, [0xff, 0xd8, 0xff]);

/** Decodes and resizes a JPEG, or a PNG of 1 to 16 bit; colour becomes luminance, transparency is dropped. */
export function decodeRaster(bytes: Uint8Array, options: DecodeOptions): Promise<GreyImage> {
  const deep = startsWith(bytes, PNG) && bytes[24] === 16;
  const input = sharp(bytes, { limitInputPixels: MOST_PIXELS, sequentialRead: true, pages: 1 });
  return resized(input, options, deep);
}

/** Resizes pixels that are already decoded. */
export function resizeGrey({ width, height, pixels }: GreyImage, options: DecodeOptions): Promise<GreyImage> {
  const deep = pixels instanceof Uint16Array;
  const same = width === options.width && height === options.height;
  if (same) return Promise.resolve({ width, height, pixels });
  return resized(sharp(pixels, { raw: { width, height, channels: 1 } }), options, deep);
}

async function resized(input: Sharp, options: DecodeOptions, deep: boolean): Promise<GreyImage> {
  const { width, height, fit } = options;
  const sized = input
    .removeAlpha()
    .resize({ width, height, fit: FIT[fit], background: '#000', kernel: 'lanczos3' });
  // A colour space for the pipeline would keep JPEGs from being shrunk while they are decoded, four times as slow.
  const grey = deep
    ? sized.pipelineColourspace('grey16').toColourspace('grey16').raw({ depth: 'ushort' })
    : sized.toColourspace('b-w').raw();
  const { data, info } = await grey.toBuffer({ resolveWithObject: true });
  if (info.channels !== 1) throw new Error(`${info.channels} channels after conversion to grey`);
  const own = new Uint8Array(data);
  return { width: info.width, height: info.height, pixels: deep ? new Uint16Array(own.buffer) : own };
}
