import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createQuarantine, createWorkerPool, readRecords, type WorkerPool } from '@mimmx/data/files';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decoding, fixture } from './decode/fixture.ts';
import { scratch } from './open.ts';

/** A run finds the same cases again; FUZZ_SEED looks for others. */
const runs = { seed: Number(process.env.FUZZ_SEED ?? 6), numRuns: Number(process.env.FUZZ_RUNS ?? 120) };
const DECODER = new URL('../src/decode/decoder.ts', import.meta.url);
/** A hang, and not a busy machine. */
const SLOW = 10_000;

/** What can happen to a file: bytes overwritten, a piece cut out or repeated, the end lost. */
const damage = fc.record({
  edits: fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(255)), { maxLength: 12 }),
  header: fc.array(fc.tuple(fc.nat(400), fc.constantFrom(0, 1, 127, 128, 254, 255)), { maxLength: 4 }),
  cut: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { freq: 3 }),
  twice: fc.boolean(),
});
type Damage = typeof damage extends fc.Arbitrary<infer T> ? T : never;

function damaged(bytes: Uint8Array, { edits, header, cut, twice }: Damage): Buffer {
  const out = Buffer.from(bytes);
  for (const [at, value] of edits) out[Math.floor(at * (out.length - 1))] = value;
  for (const [at, value] of header) out[at % out.length] = value;
  const kept = cut === null ? out : out.subarray(0, Math.ceil(cut * out.length));
  return twice ? Buffer.concat([kept, out]) : kept;
}

describe('damaged images', () => {
  const folder = scratch();
  let pool: WorkerPool;
  let files = 0;
  beforeAll(() => {
    pool = createWorkerPool({ workers: 2, timeout: SLOW, heap: 512 });
  });
  afterAll(() => pool.close());

  const images = ['image8.png', 'image16.png', 'image8.jpg', 'colour.png'];
  const dicom = [
    'mono2-12bit',
    'rle',
    'deflated',
    'jpeg2000',
    'jpeg-baseline',
    'voi-table',
    'implicit-sigmoid',
  ];
  const cases = [...images, ...dicom.map((name) => `${name}.dcm`)];

  test.each(cases)('%s: no crash, no hang, no memory blow-up, nothing told of a patient', async (name) => {
    const bytes = fixture(name);
    const before = process.memoryUsage().rss;
    await fc.assert(
      fc.asyncProperty(damage, fc.constantFrom('decode', 'describe'), async (how, work) => {
        const path = join(folder, String(files++ % 8));
        writeFileSync(path, damaged(bytes, how));
        const options = decoding({ width: 32, height: 32 });
        try {
          const { value } = await pool.run<object>({ module: DECODER, name: work, path, options });
          expect(work === 'describe' ? 'columns' in value : 'pixels' in value).toBe(true);
        } catch (error) {
          const reason = String(error);
          expect(reason).not.toMatch(/took longer|thread ended|memory|decoding failed/i);
          expect(reason).not.toMatch(/SECRET|JANE|19010203/);
        }
      }),
      { ...runs, numRuns: Math.ceil(runs.numRuns / (name.endsWith('.dcm') ? 1 : 3)) },
    );
    expect(process.memoryUsage().rss - before).toBeLessThan(400e6);
  });
});

describe('damaged tables', () => {
  const folder = scratch();
  const rows = Array.from(
    { length: 300 },
    (_, i) => `x/${i}.png,"p, ${i}",${i % 2},"a ""quoted"" text\nof two lines"`,
  );
  const table = Buffer.from(['path,patient,y,note', ...rows].join('\r\n'));

  test('give rows of the right width or a reason, quickly and in little memory', async () => {
    const before = process.memoryUsage().rss;
    let files = 0;
    await fc.assert(
      fc.asyncProperty(damage, async (how) => {
        const path = join(folder, `${files++ % 4}.csv`);
        writeFileSync(path, damaged(table, how));
        const start = performance.now();
        try {
          let width = 0;
          await readRecords(path, { quarantine: createQuarantine() }, (header) => {
            width = header.length;
            return (fields) => expect(fields).toHaveLength(width);
          });
        } catch (error) {
          expect(String(error)).toMatch(/^MimmxError: E_TABLE: /);
        }
        expect(performance.now() - start).toBeLessThan(SLOW);
      }),
      runs,
    );
    expect(process.memoryUsage().rss - before).toBeLessThan(200e6);
  });
});
