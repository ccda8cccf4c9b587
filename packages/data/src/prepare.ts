import { type Dataset, isMimmxError, MimmxError, option, options, Random, suggest } from '@mimmx/core';
import { z } from 'zod';
import { absentClasses } from './absent-classes.ts';
import { augmentSchema } from './augment/index.ts';
import { inRowsOf, reorder } from './canonical-order.ts';
import type { Prevalence } from './cells.ts';
import { type CellReport, describeCells } from './describe.ts';
import { drawSamples } from './draw-samples.ts';
import { findColumn } from './find-column.ts';
import { leakageNotes } from './leakage-obstacles.ts';
import type { PreparedData, PreparedSplits } from './prepared-data.ts';
import { type ResolvedTask, standardise } from './resolved-task.ts';
import type { SampleSet } from './samples.ts';
import { splitSchema } from './split-schema.ts';
import { assertDisjoint, makeSplit } from './splits.ts';
import { type Distribution, distributionSchema, resolveTarget, type Target } from './target.ts';
import { resolveTask } from './task.ts';
import { taskSchema } from './task-schema.ts';

/** The `data` section of a configuration: what is learned, from which images, under which correlations. */
export const dataSchema = options({
  task: option(taskSchema, { description: 'What is to be learned, and what must not be used for it.' }),
  split: option(splitSchema, {
    default: { train: 0.7, test: 0.3, validation: 0, seed: 0 },
    description:
      'How images are divided before anything else, by patient: `{ train: 7000, test: 3000 }`, fractions, folds, or as a column says.',
  }),
  train: option(distributionSchema, {
    default: 'induced',
    description:
      'Distribution of (y, z) in the training set and the validation set: `induced` has the strengths of the task, `balanced` makes y and z independent, `natural` is as found; or strengths, or a joint table.',
  }),
  shifts: option(z.record(z.string(), distributionSchema), {
    default: { inDistribution: 'trained', inverted: 'inverted', balanced: 'balanced' },
    description:
      'Test sets by name, all drawn from the test images: `trained` is distributed as the training set, `inverted` the other way round; or as `train`.',
  }),
  prevalence: option(z.union([z.enum(['found', 'equal']), z.array(z.number()).min(2)]), {
    absent:
      '`found` where every controlled confounder is settable, since no image has to be left out, and `equal` where images are selected',
    description:
      'How often each class of y occurs: as found, equally, or shares in the order of the classes.',
  }),
  sizes: option(z.record(z.string(), z.number().int().positive()), {
    default: {},
    description:
      "Number of samples by set (`train`, `validation` or a shift's name); the most that its cells allow for a set that is not named.",
  }),
  augment: option(augmentSchema, {
    default: {},
    description: 'Changes to training images, drawn anew each time.',
  }),
});

export type DataInput = z.input<typeof dataSchema>;
export type DataConfig = z.output<typeof dataSchema>;

/**
 * Everything between a data set and its batches: task, split by patient, and the sets with their correlations. Reads
 * the table only; no image is opened.
 *
 * @param seed of the selection and assignment of samples; the split has its own (`config.split.seed`)
 * @throws every E_… of tasks, splits and cells
 * @example
 * const data = prepareData(dataset, dataSchema.parse({
 *   task: {
 *     y: { column: 'digit', positive: '>= 5' },
 *     z: [{ factor: 'thickness', strength: 0.9 }, { factor: 'rotation', strength: 0.9 }],
 *   },
 *   split: { train: 7000, test: 3000 },
 * }), 1);
 * data.splits.shifts.inverted?.rows.length; // 3000
 */
export function prepareData(
  dataset: Pick<Dataset, 'table' | 'settable'>,
  config: DataConfig,
  seed: number,
): PreparedData {
  const { table, settable } = dataset;
  const { order } = table;
  if (!order) return prepareRows(dataset, config, seed);
  return inRowsOf(prepareRows({ settable, table: reorder(table, order) }, config, seed), order);
}

/** All of it, with the rows as they lie. */
function prepareRows(
  dataset: Pick<Dataset, 'table' | 'settable'>,
  config: DataConfig,
  seed: number,
): PreparedData {
  const { table } = dataset;
  checkSizes(config);
  const whole = resolveTask(table, dataset.settable, config.task);
  const pools = makeSplit(table, whole, config.split, new Random(config.split.seed));
  const resolved = standardise(whole, pools.train);
  const reports: CellReport[] = [];

  const draw = (name: string, pool: Int32Array, target: Target, size = config.sizes[name]): SampleSet => {
    const set = drawSamples({
      name,
      pool,
      table,
      resolved,
      target,
      prevalence: config.prevalence ?? defaultPrevalence(target),
      random: randomFor(seed, name),
      ...(size === undefined ? {} : { size }),
    });
    reports.push(describeCells(set, resolved, pool.length));
    return set;
  };
  const targetOf = (distribution: Distribution, where: string, trained?: Target) =>
    resolveTarget(distribution, resolved, where, trained);

  const trained = targetOf(config.train, 'train');
  const train = draw('train', pools.train, trained);
  const notes = [
    ...(whole.leftOut ? [whole.leftOut] : []),
    ...columnNotes(table, config),
    ...unusedStrengths(config, resolved),
  ];
  const validation = pools.validation.length > 0 ? draw('validation', pools.validation, trained) : undefined;
  const shifts = Object.fromEntries(
    Object.entries(config.shifts).map(([name, distribution]) => [
      name,
      draw(name, pools.test, targetOf(distribution, `shifts.${name}`, trained)),
    ]),
  );
  const splits: PreparedSplits = {
    train,
    ...(validation ? { validation } : {}),
    shifts,
  };
  proveDisjoint(splits, table);
  const held = [...(validation ? [validation] : []), ...Object.values(shifts)];
  notes.push(...absentClasses(held, resolved.task), ...leakageNotes(shifts, resolved.task));
  let balanced: SampleSet | undefined;
  return {
    balancedTrain() {
      if (balanced) return balanced;
      balanced = drawBalancedTraining(
        (size) => draw('balancedTrain', pools.train, targetOf('balanced', 'balancedTrain'), size),
        train.rows.length,
        notes,
      );
      proveDisjoint({ ...splits, train: balanced }, table);
      return balanced;
    },
    resolved,
    task: resolved.task,
    splits,
    report: {
      images: { total: table.length, eligible: resolved.eligible.length },
      split: {
        train: pools.train.length,
        validation: pools.validation.length,
        test: pools.test.length,
      },
      sets: reports,
      notes,
    },
  };
}

/** How the columns that the task uses were read, where that was not plain. */
function columnNotes(table: Dataset['table'], { task }: DataConfig): string[] {
  const names = [task.y.column, ...task.z.flatMap(({ column }) => column ?? [])];
  return [...new Set(names)].flatMap((name) =>
    (findColumn(table, name, 'task')?.notes ?? []).map((note) => `Column "${name}": ${note}.`),
  );
}

/** Strengths of columns that no set is drawn by, since the training set is as found. */
function unusedStrengths({ train, shifts }: DataConfig, { z }: ResolvedTask): string[] {
  const drawn = Object.values(shifts).some((one) => one === 'induced' || typeof one === 'number');
  if (train !== 'natural' || drawn) return [];
  return z
    .filter(({ source, strength }) => source === 'column' && strength !== undefined)
    .map(
      ({ factor, strength }) =>
        `The strength ${strength} of "${factor.name}" is used by no set: data.train is "natural", which is as found. Leave train and shifts out, or set train to "induced", to have it.`,
    );
}

const defaultPrevalence = (target: Target): Prevalence =>
  target.kind !== 'natural' && target.controlled.some(({ confounder }) => confounder.source === 'column')
    ? 'equal'
    : 'found';

/** As large as the training set, or as large as can be, with a note. @throws E_NO_BALANCED_SET */
function drawBalancedTraining(draw: (size?: number) => SampleSet, size: number, notes: string[]): SampleSet {
  const attempt = (wanted?: number): SampleSet | MimmxError => {
    try {
      return draw(wanted);
    } catch (error) {
      if (isMimmxError(error)) return error;
      throw error;
    }
  };
  const equal = attempt(size);
  if (!isMimmxError(equal)) return equal;
  const largest = attempt();
  if (isMimmxError(largest)) {
    throw new MimmxError('E_NO_BALANCED_SET', `There is no balanced training set. ${largest.message}`);
  }
  notes.push(
    `The balanced training set has ${largest.rows.length} images and the training set ${size}. ` +
      `Set sizes.train to ${largest.rows.length} to make them equal.`,
  );
  return largest;
}

function proveDisjoint({ train, validation, shifts }: PreparedSplits, table: Dataset['table']) {
  const held = [...(validation ? [validation] : []), ...Object.values(shifts)];
  for (const set of held) assertDisjoint(train, set, table);
  if (validation) for (const set of Object.values(shifts)) assertDisjoint(validation, set, table);
}

function checkSizes({ sizes, shifts }: DataConfig): void {
  const reserved = ['train', 'balancedTrain', 'validation'];
  const taken = Object.keys(shifts).find((name) => reserved.includes(name));
  if (taken !== undefined) {
    throw new MimmxError('E_TASK', `shifts: a test set cannot be called "${taken}". Choose another name.`);
  }
  const names = ['train', 'validation', ...Object.keys(shifts)];
  const unknown = Object.keys(sizes).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new MimmxError('E_TASK', `sizes: there is no set "${unknown}". ${suggest(unknown, names)}`);
  }
}

/** Each set has random numbers of its own, so that a further shift changes none of the others. FNV-1a of the name. */
function randomFor(seed: number, name: string): Random {
  let hash = 0x811c9dc5;
  for (const letter of name) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return new Random(new Random(seed).seed() ^ hash);
}
