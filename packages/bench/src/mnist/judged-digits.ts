import { type Dataset, defineDataset, options, Random } from '@mimmx/core';
import { makeSplit, resolveTask, splitSchema, taskSchema } from '@mimmx/data';
import { type DigitSource, digitsOf, digitsSplit, loadDigits } from '@mimmx/datasets-digits';
import { loadMnist, PIXELS, TRAINING } from './source.ts';

const PARTS = ['train', 'development', 'test'];

/**
 * The digits of `digits` with their settable confounders, and MNIST's test partition to judge by. Column `part`: `train` and
 * `development` are the 7,000 and 3,000 of `digits`, `test` the 10,000 of the test partition, by other writers.
 */
export const judgedDigits = defineDataset({
  name: 'judged-digits',
  summary: 'Digits with settable confounders, judged on MNIST’s test partition',
  source: 'LeCun et al. 1998 (MNIST); confounders after Castro et al. 2019 (Morpho-MNIST)',
  options: options({}),
  async create(): Promise<Dataset> {
    const [known, mnist] = await Promise.all([loadDigits(), loadMnist()]);
    const unseen = mnist.digits.length - TRAINING;
    const codes = new Int32Array(known.count + unseen).fill(PARTS.indexOf('test'));
    codes.set(partsOf(known));
    return digitsOf(
      {
        ...known,
        count: codes.length,
        digits: Int32Array.from([...known.digits, ...mnist.digits.subarray(TRAINING)]),
        bytes: Buffer.concat([known.bytes, mnist.bytes.subarray(TRAINING * PIXELS)]),
      },
      { part: { kind: 'categorical', codes, labels: PARTS } },
    );
  },
});

/** Which digits of `digits` train, by the division that all numbers of the project use. */
function partsOf(source: DigitSource): Int32Array {
  const { table, settable } = digitsOf(source);
  const task = taskSchema.parse({ y: { column: 'digit', positive: '>= 5' }, z: [{ factor: 'thickness' }] });
  const resolved = resolveTask(table, settable, task);
  const { train } = makeSplit(table, resolved, splitSchema.parse(digitsSplit), new Random(digitsSplit.seed));
  const codes = new Int32Array(source.count).fill(PARTS.indexOf('development'));
  for (const row of train) codes[row] = PARTS.indexOf('train');
  return codes;
}

declare module '@mimmx/core' {
  interface DatasetOptions {
    'judged-digits': Record<string, never>;
  }
}
