import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import Vips from 'wasm-vips';
import { decodeRaster, resizeGrey } from '../../datasets-cxr/src/decode/raster.ts';
import { vipsJpeg8, vipsRaster } from '../src/prepare/vips-raster.ts';

const vips = await Vips();
vips.concurrency(1);
const { raster, resize } = vipsRaster(vips);

/** A picture with edges, ramps and noise, so that every step of a resize shows. */
function picture(width: number, height: number, channels: number, deep: boolean): Uint8Array | Uint16Array {
  const most = deep ? 65535 : 255;
  const values = new (deep ? Uint16Array : Uint8Array)(width * height * channels);
  let state = 1;
  for (let i = 0; i < values.length; i++) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    const [pixel, channel] = [Math.floor(i / channels), i % channels];
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    const ramp = (x / width + y / height + channel / 5) % 1;
    const edge = ((x >> 3) + (y >> 3)) & 1 ? 0.3 : 0;
    values[i] = Math.round(most * Math.min(1, 0.6 * ramp + edge + 0.1 * (state / 2 ** 32)));
  }
  return values;
}

const raw = (width: number, height: number, channels: 1 | 2 | 3 | 4, deep = false) =>
  sharp(picture(width, height, channels, deep), { raw: { width, height, channels } });

const files: Record<string, () => Promise<Buffer>> = {
  'grey png': () => raw(97, 61, 1).toColourspace('b-w').png().toBuffer(),
  'grey png of 16 bit': () => raw(97, 61, 1, true).toColourspace('grey16').png().toBuffer(),
  'colour png': () => raw(97, 61, 3).png().toBuffer(),
  'colour png of 16 bit': () => raw(97, 61, 3, true).toColourspace('rgb16').png().toBuffer(),
  'png with alpha': () => raw(97, 61, 4).png().toBuffer(),
  'grey png with alpha': () => raw(97, 61, 2).toColourspace('b-w').png().toBuffer(),
  'interlaced png': () => raw(97, 61, 1).toColourspace('b-w').png({ progressive: true }).toBuffer(),
  'grey jpeg': () => raw(97, 61, 1).toColourspace('b-w').jpeg({ quality: 90 }).toBuffer(),
  'large grey jpeg': () => raw(801, 643, 1).toColourspace('b-w').jpeg({ quality: 80 }).toBuffer(),
  'colour jpeg': () => raw(301, 243, 3).jpeg({ quality: 80 }).toBuffer(),
  'progressive jpeg': () => raw(201, 143, 3).jpeg({ quality: 70, progressive: true }).toBuffer(),
};

const targets = [
  { height: 24, width: 24, fit: 'crop' },
  { height: 40, width: 33, fit: 'pad' },
  { height: 61, width: 97, fit: 'stretch' },
  { height: 130, width: 150, fit: 'stretch' },
  { height: 128, width: 128, fit: 'pad' },
] as const;

describe.each(Object.entries(files))('%s', (_, make) => {
  test.each(targets)('to $width × $height, $fit: the integers of training', async (target) => {
    const bytes = new Uint8Array(await make());
    const options = { ...target, clahe: null, window: 'header' as const };
    const wanted = await decodeRaster(bytes, options);
    const found = await raster(bytes, options);
    expect([found.width, found.height]).toEqual([wanted.width, wanted.height]);
    expect(found.pixels.constructor).toBe(wanted.pixels.constructor);
    expect(
      Buffer.from(found.pixels.buffer).equals(
        Buffer.from(wanted.pixels.buffer, wanted.pixels.byteOffset, wanted.pixels.byteLength),
      ),
    ).toBe(true);
  });
});

test.each([false, true])('decoded pixels are resized alike (16 bit: %s)', async (deep) => {
  for (const target of targets) {
    const options = { ...target, clahe: null, window: 'header' as const };
    const image = { width: 90, height: 70, pixels: picture(90, 70, 1, deep) };
    const wanted = await resizeGrey(image, options);
    expect([...(await resize(image, options)).pixels]).toEqual([...wanted.pixels]);
  }
});

test('a damaged or cut file is refused on one line', async () => {
  const whole = new Uint8Array(await files['grey jpeg']!());
  const options = { ...targets[0], clahe: null, window: 'header' as const };
  for (const bytes of [whole.slice(0, whole.length / 2), whole.slice(0, 40)]) {
    const error = await raster(bytes, options).catch((e: Error) => e);
    expect(error).toBeInstanceOf(Error);
    expect((error as Error).message).not.toContain('\n');
  }
  await expect(vipsJpeg8(vips)(whole.slice(0, 300))).rejects.toThrow('the JPEG stream is damaged');
});
