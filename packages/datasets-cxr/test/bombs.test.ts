import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync, deflateSync } from 'node:zlib';
import { createWorkerPool } from '@mimmx/data/files';
import { afterAll, expect, test } from 'vitest';
import { decoding } from './decode/fixture.ts';
import { rawPng } from './decode/profile.ts';
import { streams } from './decode/streams.ts';
import { encapsulated, encode, makeDicom, number, text, words } from './make-dicom.ts';
import { scratch } from './open.ts';

const DECODER = new URL('../src/decode/decoder.ts', import.meta.url);
const SIDE = 10_000;
const huge = [words(0x00280010, 'US', [SIDE]), words(0x00280011, 'US', [SIDE])];

/** An RLE frame of runs, which fill so many pixels of 16 bits. */
function runs(pixels: number): Buffer {
  const segment = Buffer.alloc(2 * Math.ceil(pixels / 128), 0x81);
  const header = [number(2, 4), number(64, 4), number(64 + segment.length, 4), Buffer.alloc(52)];
  return Buffer.concat([...header, segment, segment]);
}

/** A deflated data set of zeros, whose transfer syntax stands far from the beginning. */
function deflated(mib: number): Buffer {
  const pixels = { tag: 0x7fe00010, vr: 'OW', value: Buffer.alloc(mib * 2 ** 20) };
  const body = encode([text(0x00080060, 'CS', 'DX'), ...huge, pixels]);
  const meta = encode([
    { tag: 0x00020003, vr: 'UI', value: Buffer.alloc(2200, '1') },
    text(0x00020010, 'UI', '1.2.840.10008.1.2.1.99'),
  ]);
  return Buffer.concat([Buffer.alloc(128), Buffer.from('DICM'), meta, deflateRawSync(body)]);
}

/** A stream whose header says another size than it has. */
function swollen(name: string, frame: number): Buffer {
  const bytes = Buffer.from(streams[name]!.stream, 'base64');
  const at = bytes.indexOf(Buffer.from([0xff, frame]));
  bytes.writeUInt16BE(SIDE, at + 5);
  bytes.writeUInt16BE(SIDE, at + 7);
  return makeDicom({ syntax: streams[name]!.syntax, parts: [...huge, encapsulated(bytes)] });
}

const bombs: Record<string, () => Buffer> = {
  'RLE of a header': () =>
    makeDicom({ syntax: '1.2.840.10008.1.2.5', parts: [...huge, encapsulated(runs(1))] }),
  'RLE of runs': () =>
    makeDicom({ syntax: '1.2.840.10008.1.2.5', parts: [...huge, encapsulated(runs(SIDE * SIDE))] }),
  'a deflated data set': () => deflated(600),
  'JPEG, 12 bit': () => swollen('jpeg-12', 0xc1),
  'lossless JPEG': () => swollen('jpeg-lossless-1', 0xc3),
  'JPEG-LS': () => swollen('jpeg-ls-12', 0xf7),
  'an interlaced PNG of few bytes': () => rawPng(9200, 9200, 16, 6, true, deflateSync(Buffer.alloc(500_000))),
  'a PNG of few bytes': () => rawPng(9900, 9900, 16, 6, false, deflateSync(Buffer.alloc(500_000))),
};

const pool = createWorkerPool({ workers: 2 });
afterAll(() => pool.close());
const folder = scratch();
/** Resident memory of this process in MB. */
const resident = (): number =>
  process.platform === 'linux'
    ? Number(/VmRSS:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))![1]) / 1e3
    : 0;

test.each(Object.keys(bombs))(
  '%s that claims a hundred million pixels is refused, in little time and memory',
  async (name) => {
    const path = join(folder, name);
    writeFileSync(path, bombs[name]!());
    await pool.run({ module: DECODER, name: 'describe', path, options: null }).catch(() => {});
    const before = resident();
    let most = 0;
    const watch = setInterval(() => {
      most = Math.max(most, resident() - before);
    }, 5);
    const start = performance.now();
    const reasons = await Promise.all(
      [0, 1].map(() =>
        pool.run({ module: DECODER, name: 'decode', path, options: decoding() }).then(
          () => 'decoded',
          (error: Error) => error.message,
        ),
      ),
    );
    clearInterval(watch);
    for (const reason of reasons)
      expect(reason).toMatch(/claim|cut short|unpacks to more|too few|no radiograph/);
    expect(performance.now() - start).toBeLessThan(5000);
    expect(most).toBeLessThan(250);
  },
);
