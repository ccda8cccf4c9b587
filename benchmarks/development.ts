import {
  type Dataset,
  defineDataset,
  definePlugin,
  makeSplit,
  Random,
  resolveTask,
  splitSchema,
  type Table,
  taskSchema,
} from '@mimmx/core';
import { digits, digitsSplit } from '@mimmx/datasets-digits';
import { z } from 'zod';

/**
 * The 7,000 training digits alone, as a data set of their own, for choosing without the 3,000 images that judge the
 * benchmark.
 */
const developmentDigits = defineDataset({
  name: 'development-digits',
  summary: 'The training digits of the benchmark, for choosing between variants.',
  options: z.strictObject({}),
  async create(context): Promise<Dataset> {
    const whole = await digits.create(context, {});
    const task = taskSchema.parse({
      y: { column: 'digit', positive: '>= 5' },
      z: [{ factor: 'thickness' }],
    });
    const resolved = resolveTask(whole.table, whole.settable, task);
    const { train } = makeSplit(
      whole.table,
      resolved,
      splitSchema.parse(digitsSplit),
      new Random(digitsSplit.seed),
    );
    const digit = whole.table.columns.digit!;
    if (digit.kind !== 'categorical') throw new TypeError('digit is a column of classes');
    const ids = Array.from(train, (row) => whole.table.ids[row]!);
    const table: Table = {
      length: train.length,
      ids,
      patients: Int32Array.from(train, (_, i) => i),
      patientIds: ids,
      columns: { digit: { ...digit, codes: train.map((row) => digit.codes[row]!) } },
    };
    return { ...whole, table, image: (row, assigned) => whole.image(train[row]!, assigned) };
  },
});

export const development = definePlugin({ name: 'development', provides: [developmentDigits] });
