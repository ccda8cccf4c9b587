import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Random } from '@mimmx/core';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { decode } from '../../src/decode/decoder.ts';
import { decodeRaster, resizeGrey } from '../../src/decode/raster.ts';
import { scratch } from '../open.ts';
import { decoding, difference, fixture, fixturePath, readGrey } from './fixture.ts';

describe('a PNG', () => {
  test('of its own size comes back exactly, in 8 and in 16 bit', async () => {
    for (const name of ['image8.png', 'image16.png']) {
      const image = await readGrey(name);
      const { width, height } = image;
      expect(await decodeRaster(fixture(name), decoding({ width, height }))).toEqual(image);
    }
  });

  test('of grey kept as RGB is that grey; of colours is their luminance', async () => {
    const { width, height, pixels } = await readGrey('image8.png');
    const rgb = await sharp(pixels, { raw: { width, height, channels: 1 } })
      .toColourspace('srgb')
      .png()
      .toBuffer();
    expect((await decodeRaster(rgb, decoding({ width, height }))).pixels).toEqual(pixels);
    const colours = await sharp(fixture('colour.png')).raw().toBuffer();
    const linear = (value: number) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    const encoded = (value: number) =>
      value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055;
    // Luminance of linear light (IEC 61966-2-1), encoded again.
    const expected = Float32Array.from({ length: 64 * 80 }, (_, i) => {
      const [r, g, b] = [0, 1, 2].map((c) => linear(colours[3 * i + c]! / 255)) as [number, number, number];
      return 255 * encoded(0.2126 * r + 0.7152 * g + 0.0722 * b);
    });
    const ours = await decodeRaster(fixture('colour.png'), decoding({ width: 80, height: 64 }));
    expect(difference(ours.pixels, expected).mean).toBeLessThan(2);
  });
});

describe('resizing', () => {
  test.each([
    ['stretch', 64, 64, 'image8.png', 'resize-stretch.png'],
    ['crop', 96, 96, 'clahe-even-in.png', 'resize-crop.png'],
    ['pad', 64, 64, 'clahe-even-in.png', 'resize-pad.png'],
  ] as const)('by %s to %i × %i of %s agrees with Pillow', async (fit, width, height, source, name) => {
    const options = decoding({ fit, width, height });
    const expected = await readGrey(name);
    const fromFile = await decodeRaster(fixture(source), options);
    const fromMemory = await resizeGrey(await readGrey(source), options);
    for (const image of [fromFile, fromMemory]) {
      expect([image.width, image.height]).toEqual([width, height]);
      const { mean, most } = difference(image.pixels, expected.pixels);
      expect(mean).toBeLessThan(1);
      expect(most).toBeLessThan(12);
    }
  });

  test('of a JPEG, which is shrunk while it is decoded, stays close to Pillow’s of the PNG', async () => {
    const expected = await readGrey('resize-stretch.png');
    const { pixels } = await decodeRaster(fixture('image8.jpg'), decoding());
    expect(difference(pixels, expected.pixels).mean).toBeLessThan(1);
  });

  test.each([4, 8])(
    'of a JPEG to less than 1/%i differs little from that of all its pixels',
    async (times) => {
      const side = 512;
      const random = new Random(times);
      const pixels = Uint8Array.from({ length: side * side }, (_, i) => {
        const [x, y] = [i % side, Math.floor(i / side)];
        return 120 + 60 * Math.sin(x / 40) * Math.cos(y / 45) + 12 * random.uniform();
      });
      const raw = { width: side, height: side, channels: 1 } as const;
      const jpeg = await sharp(pixels, { raw }).toColourspace('b-w').jpeg({ quality: 95 }).toBuffer();
      const target = decoding({
        width: Math.floor((0.9 * side) / times),
        height: Math.floor((0.9 * side) / times),
      });
      const shrunk = await decodeRaster(jpeg, target);
      const all = new Uint8Array(await sharp(jpeg).toColourspace('b-w').raw().toBuffer());
      const whole = await resizeGrey({ width: side, height: side, pixels: all }, target);
      const { mean, most } = difference(shrunk.pixels, whole.pixels);
      expect(mean).toBeLessThan(1);
      expect(most).toBeLessThan(4);
    },
  );

  test('keeps 16 bit', async () => {
    const { pixels } = await decodeRaster(fixture('image16.png'), decoding({ width: 32, height: 24 }));
    expect(pixels).toBeInstanceOf(Uint16Array);
    expect(new Set(pixels.map((value) => value % 257)).size).toBeGreaterThan(50);
  });
});

describe('files that are no image', () => {
  const folder = scratch();
  const refuses = async (name: string, bytes: Uint8Array | string, message: RegExp) => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    await expect(decode(path, decoding())).rejects.toThrow(message);
  };

  test('are refused with the reason', async () => {
    const png = fixture('image8.png');
    const jpeg = fixture('image8.jpg');
    expect((await decode(fixturePath('image8.jpg'), decoding())).shape).toEqual([64, 64, 1]);
    await refuses('empty.png', '', /the file is empty/);
    await refuses('wrong.png', 'GIF89a…', /neither JPEG, PNG nor DICOM \(begins with 47494638\)/);
    await refuses('svg.png', '<svg xmlns="http://www.w3.org/2000/svg"/>', /neither JPEG/);
    await refuses('cut.png', png.subarray(0, png.length / 2), /not a readable image/);
    await refuses('cut.jpg', jpeg.subarray(0, jpeg.length / 2), /not a readable image/);
  });

  test('are refused before absurd sizes are unpacked', async () => {
    const bomb = Buffer.from(fixture('image8.png'));
    bomb.writeUInt32BE(60_000, 16);
    bomb.writeUInt32BE(60_000, 20);
    await refuses('bomb.png', bomb, /not a readable image/);
  });
});
