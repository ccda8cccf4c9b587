import { describe, expect, test } from 'vitest';
import { decodeRle } from '../../src/decode/dicom/codecs/rle.ts';
import { encapsulated, makeDicom, number, RAMP, SIDE } from '../make-dicom.ts';
import { difference } from './fixture.ts';
import { madeValues, streamFile, streams, valuesOf } from './streams.ts';

const bytesOf = (name: string): Buffer => Buffer.from(streams[name]!.stream, 'base64');

describe.each(Object.keys(streams))('%s', (name) => {
  const given = streams[name]!;
  // Lossy values beyond the stored range are cut to it, not wrapped round: white stays white.
  const most = given.signed ? 32767 : 2 ** given.bits - 1;
  const expected = given.values.map((value) => Math.min(value, most));
  const lossy = ['jpeg-8', 'jpeg-12'].includes(name) ? 1 : 0;

  test('has the values that pydicom reads, in one fragment or several, with bytes behind it or not', async () => {
    const stream = bytesOf(name);
    const third = 2 * Math.floor(stream.length / 6);
    const pieces = [stream.subarray(0, third), stream.subarray(third, 2 * third), stream.subarray(2 * third)];
    for (const file of [
      streamFile(given),
      streamFile(given, ...pieces),
      Buffer.concat([streamFile(given), Buffer.alloc(40)]),
    ]) {
      expect(difference(await valuesOf(file), expected).most).toBeLessThanOrEqual(lossy);
    }
  });

  test('is refused wherever it is cut, unless no pixel is lost', async () => {
    const stream = bytesOf(name);
    const whole = await valuesOf(streamFile(given));
    for (let cut = 1; cut < stream.length - 1; cut += 7) {
      const found = await valuesOf(streamFile(given, stream.subarray(0, cut))).catch((error: Error) => error);
      if (found instanceof Error) expect(found.message).toMatch(/stream|size|component/);
      else expect([cut, found]).toEqual([cut, whole]);
    }
  });

  test('of another size than the header says is refused', async () => {
    await expect(valuesOf(streamFile({ ...given, rows: given.rows + 1 }))).rejects.toThrow(/not of the size/);
  });
});

test('fill bytes before a marker (T.81 B.1.1.2) are stepped over', async () => {
  for (const [name, marker] of [
    ['jpeg-8', 0xda],
    ['jpeg-12', 0xc1],
    ['jpeg-12', 0xda],
    ['jpeg-lossless-4', 0xda],
  ] as const) {
    const stream = bytesOf(name);
    const at = stream.indexOf(Buffer.from([0xff, marker]));
    const filled = Buffer.concat([stream.subarray(0, at), Buffer.alloc(3, 0xff), stream.subarray(at)]);
    expect(await valuesOf(streamFile(streams[name]!, filled))).toEqual(
      await valuesOf(streamFile(streams[name]!)),
    );
  }
});

test('a JPEG 2000 file in the place of its codestream is opened', async () => {
  const stream = bytesOf('jpeg-2000-16');
  const box = (kind: string, body: Uint8Array) => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(8 + body.length);
    head.write(kind, 4, 'latin1');
    return Buffer.concat([head, body]);
  };
  const file = Buffer.concat([
    box('jP  ', Buffer.from([0x0d, 0x0a, 0x87, 0x0a])),
    box('ftyp', Buffer.from('jp2 \0\0\0\0jp2 ', 'latin1')),
    box('jp2c', stream),
  ]);
  expect(await valuesOf(streamFile(streams['jpeg-2000-16']!, file))).toEqual(streams['jpeg-2000-16']!.values);
});

test('a stream of which the codec makes fewer pixels, or none, is refused', async () => {
  const given = streams['jpeg-2000-16']!;
  const stream = bytesOf('jpeg-2000-16');
  const reasons = new Set<string>();
  // Every byte of the headers: sizes, tiles, subsampling, depth, and how it is coded.
  for (let at = 2; at < 120; at++) {
    for (const flipped of [1, 2, 255]) {
      const damaged = Buffer.from(stream);
      damaged[at]! ^= flipped;
      const found = await valuesOf(streamFile(given, damaged)).catch((error: Error) => error.message);
      if (typeof found === 'string') reasons.add(found);
      else expect([at, flipped, found.length]).toEqual([at, flipped, given.values.length]);
    }
  }
  expect([...reasons]).toContain('the compressed stream gives 0 of 320 pixels');
});

/** One segment of literal runs of at most 128 bytes. */
function packBits(bytes: Uint8Array): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += 128) {
    const part = bytes.subarray(at, at + 128);
    parts.push(Buffer.from([part.length - 1]), Buffer.from(part));
  }
  return Buffer.concat(parts);
}

const RLE = '1.2.840.10008.1.2.5';
function rleFrame(values: ArrayLike<number>): Buffer {
  const high = packBits(Uint8Array.from(values, (value) => value >> 8));
  const low = packBits(Uint8Array.from(values, (value) => value & 255));
  const header = Buffer.concat([number(2, 4), number(64, 4), number(64 + high.length, 4), Buffer.alloc(52)]);
  return Buffer.concat([header, high, low]);
}

describe('RLE', () => {
  const frame = rleFrame(RAMP);

  test('in several fragments is one frame', async () => {
    const parts = [encapsulated(frame.subarray(0, 70), frame.subarray(70, 5000), frame.subarray(5000))];
    expect(await madeValues({ syntax: RLE, parts })).toEqual([...RAMP]);
  });

  test('runs and literals of PackBits', () => {
    const segment = Buffer.from([2, 7, 8, 9, 254, 5, 128, 0, 1]);
    const header = Buffer.concat([number(1, 4), number(64, 4), Buffer.alloc(56)]);
    const [plane] = decodeRle(Buffer.concat([header, segment]), 7, 1);
    expect([...plane!]).toEqual([7, 8, 9, 5, 5, 5, 1]);
  });

  test('of which anything is missing is refused, and nothing is filled with black', async () => {
    for (let cut = 0; cut < frame.length - 2; cut += 97) {
      await expect(
        madeValues({ syntax: RLE, parts: [encapsulated(frame.subarray(0, cut))] }),
      ).rejects.toThrow(/RLE|no fragment/);
    }
    const header = frame.subarray(0, 64);
    await expect(madeValues({ syntax: RLE, parts: [encapsulated(header)] })).rejects.toThrow(
      /RLE segment 1 lies outside/,
    );
  });

  test('with another number of segments than the image has is refused', async () => {
    const wrong = Buffer.from(frame);
    wrong.writeUInt32LE(1, 0);
    await expect(madeValues({ syntax: RLE, parts: [encapsulated(wrong)] })).rejects.toThrow(/1 segments/);
  });
});

test('compressed by label and not encapsulated, or the other way round, is said so', async () => {
  await expect(madeValues({ syntax: RLE })).rejects.toThrow(/PixelData \(7FE0,0010\) is not encapsulated/);
  await expect(madeValues({ parts: [encapsulated(rleFrame(RAMP))] })).rejects.toThrow(/says uncompressed/);
  await expect(madeValues({ syntax: '1.2.840.10008.1.2.4.201' })).rejects.toThrow(
    /transfer syntax 1\.2\.840\.10008\.1\.2\.4\.201 is not read; export it uncompressed/,
  );
  expect(makeDicom().length).toBeGreaterThan(2 * SIDE * SIDE);
});
