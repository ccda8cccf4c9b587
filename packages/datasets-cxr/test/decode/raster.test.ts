import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { Random } from '@mimmx/core';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { decode } from '../../src/decode/decoder.ts';
import { decodeRaster, resizeGrey } from '../../src/decode/raster.ts';
import { rasterNotes } from '../../src/raster-notes.ts';
import { scratch } from '../open.ts';
import { decoding, difference, fixture, fixturePath, readGrey } from './fixture.ts';
import { linearGreyProfile, orientation, rawPng, withProfile, withSegment } from './profile.ts';

describe('a PNG', () => {
  test('of its own size comes back exactly, in 8 and in 16 bit', async () => {
    for (const name of ['image8.png', 'image16.png']) {
      const image = await readGrey(name);
      const { width, height } = image;
      expect(await decodeRaster(fixture(name), decoding({ width, height }))).toEqual(image);
    }
  });

  test('of grey kept as RGB is that grey; of colours is their luma', async () => {
    const { width, height, pixels } = await readGrey('image8.png');
    const rgb = await sharp(pixels, { raw: { width, height, channels: 1 } })
      .toColourspace('srgb')
      .png()
      .toBuffer();
    expect((await decodeRaster(rgb, decoding({ width, height }))).pixels).toEqual(pixels);
    const colours = await sharp(fixture('colour.png')).raw().toBuffer();
    // Luma as Pillow's conversion to grey has it (ITU-R BT.601).
    const expected = Float32Array.from({ length: 64 * 80 }, (_, i) => {
      const [r, g, b] = [0, 1, 2].map((c) => colours[3 * i + c]!) as [number, number, number];
      return 0.299 * r + 0.587 * g + 0.114 * b;
    });
    const ours = await decodeRaster(fixture('colour.png'), decoding({ width: 80, height: 64 }));
    expect(difference(ours.pixels, expected).most).toBeLessThanOrEqual(0.51);
  });
});

describe('what an image carries besides its pixels', () => {
  const side = 8;
  const target = decoding({ width: side, height: side });
  const raw = { width: side, height: side, channels: 1 } as const;
  const pixels = Uint8Array.from({ length: side * side }, (_, i) => 4 * i);
  const plain = () => sharp(pixels, { raw }).toColourspace('b-w');

  test('a profile is not applied: values are those that stand in the file, as in Pillow', async () => {
    const png = await plain().png().toBuffer();
    expect((await decodeRaster(withProfile(png, linearGreyProfile()), target)).pixels).toEqual(pixels);
    const jpeg = await plain().jpeg({ quality: 100 }).toBuffer();
    const body = Buffer.concat([Buffer.from('ICC_PROFILE\0\x01\x01', 'latin1'), linearGreyProfile()]);
    const found = (await decodeRaster(withSegment(jpeg, 0xe2, body), target)).pixels;
    expect(difference(found, pixels).most).toBeLessThanOrEqual(3);
  });

  test('an orientation is not applied', async () => {
    const turned = withSegment(await plain().jpeg({ quality: 100 }).toBuffer(), 0xe1, orientation(6));
    expect(difference((await decodeRaster(turned, target)).pixels, pixels).most).toBeLessThanOrEqual(3);
  });

  test('both are told of, by number of files', async () => {
    const folder = scratch();
    const png = await plain().png().toBuffer();
    writeFileSync(join(folder, 'a.png'), png);
    writeFileSync(join(folder, 'b.png'), withProfile(png, linearGreyProfile()));
    const turned = withSegment(await plain().jpeg().toBuffer(), 0xe1, orientation(6));
    writeFileSync(join(folder, 'c.jpg'), turned);
    writeFileSync(join(folder, 'd.txt'), 'no image');
    expect(rasterNotes(folder, ['a.png', 'b.png', 'c.jpg', 'd.txt', 'gone.png', '../e.png'])).toEqual([
      expect.stringMatching(/^1 of 3 JPEG and PNG files looked at have an ICC profile, which is not applied/),
      expect.stringMatching(
        /^1 of 3 JPEG and PNG files looked at have an EXIF orientation, which is not applied/,
      ),
    ]);
    expect(rasterNotes(folder, ['a.png', 'd.txt'])).toEqual([]);
  });

  test('blue is 29 in 8 and in 16 bit, as in DICOM and in Pillow', async () => {
    const blue = { create: { width: side, height: side, channels: 3, background: '#00f' } } as const;
    const of = async (png: Buffer) => new Set((await decodeRaster(png, target)).pixels);
    expect(await of(await sharp(blue).png().toBuffer())).toEqual(new Set([29]));
    const deep = await sharp(blue).toColourspace('rgb16').png().toBuffer();
    expect(deep[24]).toBe(16);
    expect(await of(deep)).toEqual(new Set([Math.floor((7471 * 65535 + 32768) / 65536)]));
    expect(await of(await sharp(blue).png({ palette: true }).toBuffer())).toEqual(new Set([29]));
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

  test('are refused at once if they are too few bytes for their pixels', async () => {
    // A thousand bytes that claim 85 million pixels: unpacked whole they would take a gigabyte.
    const packed = deflateSync(Buffer.alloc(400_000));
    const small = rawPng(9200, 9200, 16, 6, true, packed);
    expect(small.length).toBeLessThan(1000);
    await refuses('few.png', small, /too few for its 9200 × 9200 pixels/);
    // Enough bytes to be true, but interlaced: nobody keeps a radiograph so.
    const interlaced = rawPng(9200, 9200, 16, 6, true, Buffer.alloc(700_000));
    await refuses('whole.png', interlaced, /save it plainly/);
  });

  test('are refused before absurd sizes are unpacked', async () => {
    const bomb = Buffer.from(fixture('image8.png'));
    bomb.writeUInt32BE(60_000, 16);
    bomb.writeUInt32BE(60_000, 20);
    await refuses('bomb.png', bomb, /not a readable image/);
  });
});
