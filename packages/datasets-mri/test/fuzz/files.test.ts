import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { createRegistry, isMimmxError } from '@mimmx/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plugin } from '../../src/index.ts';
import { NiftiError, readNifti, readNiftiHeader } from '../../src/nifti/index.ts';
import { cases, scratch } from '../fixtures/cases.ts';
import { niftiBytes } from '../fixtures/write-nifti.ts';

/** One damage: bytes overwritten, cut off, doubled or put in. */
const damage = fc.record({
  kind: fc.constantFrom('overwrite', 'cut', 'insert', 'double'),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  bytes: fc.uint8Array({ minLength: 1, maxLength: 12 }),
});
type Damage = typeof damage extends fc.Arbitrary<infer T> ? T : never;

function damaged(file: Uint8Array, { kind, at, bytes }: Damage): Uint8Array {
  const place = Math.floor(at * file.length);
  if (kind === 'cut') return file.subarray(0, place);
  const [head, tail] = [file.subarray(0, place), file.subarray(place)];
  if (kind === 'insert') return Buffer.concat([head, bytes, tail]);
  if (kind === 'double') return Buffer.concat([file, tail]);
  const copy = Uint8Array.from(file);
  copy.set(bytes.subarray(0, Math.max(0, file.length - place)), place);
  return copy;
}

/** Runs a step; only errors of ours, in at most 2 s of computing (others may share the machine) and 300 MB. */
async function survives(step: () => Promise<unknown>): Promise<boolean> {
  const start = process.cpuUsage();
  const before = process.memoryUsage().rss;
  let sound = true;
  try {
    await step();
  } catch (error) {
    sound = false;
    if (!(error instanceof NiftiError) && !isMimmxError(error)) throw error;
    expect(error.message).toMatch(/^E_[A-Z_]+: \S.* /);
    expect(error.message).not.toContain('\n');
  }
  const { user, system } = process.cpuUsage(start);
  expect(user + system).toBeLessThan(2e6);
  expect(process.memoryUsage().rss - before).toBeLessThan(300e6);
  return sound;
}

describe('damaged files end in an error of ours, soon and in little memory', () => {
  const volume = niftiBytes({
    shape: [8, 7, 6],
    values: Float32Array.from({ length: 336 }, (_, i) => i % 50),
  });
  const others = cases.types.map(({ file }) => Buffer.from(file, 'base64'));
  const seeds = [
    volume,
    gzipSync(volume),
    ...others.filter((_, at) => at % 7 === 0),
    gzipSync(gunzipIfNeeded(others[20]!)),
  ];

  test('NIfTI, plain and gzipped', async () => {
    const path = join(scratch(), 'image.nii');
    const outcome = { sound: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...seeds),
        fc.array(damage, { minLength: 1, maxLength: 3 }),
        async (seed, damages) => {
          writeFileSync(path, damages.reduce(damaged, seed));
          if (await survives(() => readNifti(path, { maxMegabytes: 64 }))) outcome.sound++;
          else outcome.refused++;
          await survives(() => readNiftiHeader(path));
        },
      ),
      { numRuns: 700 },
    );
    // The mutations must reach both sides, or they test nothing.
    expect(outcome.sound).toBeGreaterThan(20);
    expect(outcome.refused).toBeGreaterThan(100);
  });

  test('header fields set to extremes', async () => {
    const path = join(scratch(), 'image.nii');
    const field = fc.record({
      at: fc.constantFrom(0, 40, 42, 44, 46, 48, 70, 72, 76, 80, 108, 112, 116, 252, 254, 256, 280, 300, 344),
      value: fc.constantFrom(-32768, -1, 0, 1, 2, 3, 7, 8, 16, 255, 1024, 32767),
      real: fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -1, 0, 1e-38, 352, 353.5, 1e9, 3e38),
      form: fc.constantFrom('whole', 'real'),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(field, { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        async (fields, packed) => {
          const bytes = Uint8Array.from(volume);
          const view = new DataView(bytes.buffer);
          for (const { at, value, real, form } of fields)
            if (form === 'real') view.setFloat32(at, real, true);
            else view.setInt16(at, value, true);
          writeFileSync(path, packed ? gzipSync(bytes) : bytes);
          await survives(() => readNifti(path, { maxMegabytes: 64 }));
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('damaged tables and data sets end in an error of ours', () => {
  const volume = niftiBytes({ shape: [3, 3, 3], values: new Float32Array(27).fill(1) });
  const participants = Buffer.from(
    'participant_id\tsex\tage\nsub-1\tF\t40\nsub-2\tM\t"5\t0"\nsub-3\tF\tn/a\n',
  );
  const slices = Buffer.from(
    'participant_id\tslice\ttumor\nsub-1\t0\t1\nsub-1\t1\t0\nsub-2\t2\t1\nsub-3\t0\t1\n',
  );

  test('participants.tsv, slices.tsv and a volume', async () => {
    const folder = scratch();
    const image = (name: string) => join(folder, `sub-${name}`, 'anat', `sub-${name}_T1w.nii`);
    for (const name of ['1', '2', '3']) {
      mkdirSync(join(folder, `sub-${name}`, 'anat'), { recursive: true });
      writeFileSync(image(name), volume);
    }
    const registry = createRegistry().use(plugin);
    const options = (strict: boolean) => ({
      images: '.',
      cache: false,
      problems: strict ? { policy: 'strict' } : { tolerance: 0.9 },
      slices: { labels: { file: 'slices.tsv' } },
    });
    let opened = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(damage, damage, damage),
        fc.constantFrom(0, 1, 2),
        fc.boolean(),
        async (damages, which, strict) => {
          const files = [participants, slices, Buffer.from(volume)];
          writeFileSync(
            join(folder, 'participants.tsv'),
            which === 0 ? damaged(participants, damages[0]) : participants,
          );
          writeFileSync(join(folder, 'slices.tsv'), which === 1 ? damaged(slices, damages[1]) : slices);
          writeFileSync(image('2'), which === 2 ? damaged(files[2]!, damages[2]) : volume);
          const sound = await survives(async () => {
            const dataset = await registry.create(
              'dataset',
              'bids',
              { root: folder, seed: 0 },
              options(strict) as never,
            );
            const { table } = dataset;
            for (const column of Object.values(table.columns))
              expect((column.kind === 'number' ? column.values : column.codes).length).toBe(table.length);
            await dataset.close?.();
          });
          opened += Number(sound);
        },
      ),
      { numRuns: 100 },
    );
    expect(opened).toBeGreaterThan(20);
  });
});

function gunzipIfNeeded(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0x1f ? gunzipSync(bytes) : bytes;
}
