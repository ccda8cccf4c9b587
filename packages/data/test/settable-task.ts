import { Random, type Table } from '@mimmx/core';
import { type Distribution, type ResolvedTask, resolveTask, type Target, taskSchema } from '@mimmx/data';
import { contingency, tableInformation } from '../src/dependence.ts';
import { drawSamples } from '../src/draw-samples.ts';
import { resolveTarget } from '../src/target.ts';
import { classColumn, makeTable, settableFactor } from './tables.ts';

const LETTERS = [...'abcdefgh'];

/** A task with y of `classesY` and settable confounders of the given classes and strengths. */
export function settableTask(
  classesY: number,
  z: readonly { classes: number; strength: number }[],
  rows: readonly number[],
) {
  const table = makeTable(rows.length, { y: classColumn(rows, LETTERS.slice(0, classesY)) });
  const settable = z.map(({ classes }, i) => settableFactor(`z${i}`, LETTERS.slice(0, classes)));
  const resolved = resolveTask(
    table,
    settable,
    taskSchema.parse({ y: { column: 'y' }, z: z.map(({ strength }, i) => ({ factor: `z${i}`, strength })) }),
  );
  return { table, resolved };
}

export const draw = (
  { table, resolved }: { table: Table; resolved: ResolvedTask },
  distribution: Distribution,
  more: {
    size?: number;
    prevalence?: 'found' | 'equal';
    trained?: Target;
    pool?: Int32Array;
    seed?: number;
  } = {},
) =>
  drawSamples({
    name: 'test',
    pool: more.pool ?? resolved.eligible,
    table,
    resolved,
    target: resolveTarget(distribution, resolved, 'shifts.test', more.trained),
    prevalence: more.prevalence ?? 'found',
    random: new Random(more.seed ?? 5),
    ...(more.size === undefined ? {} : { size: more.size }),
  });

export const count = (values: ArrayLike<number>, code: number) =>
  Array.from(values).filter((one) => one === code).length;
export const information = (a: Int32Array, b: Int32Array, k = 2) => tableInformation(contingency(a, b, k, k));
const pair = [
  { classes: 2, strength: 0.9 },
  { classes: 2, strength: 0.9 },
];
export const thousand = settableTask(
  2,
  pair,
  Array.from({ length: 2000 }, (_, i) => i % 2),
);

/** A pool with an observed z0 and z1, and a settable z2. */
export function mixedTask(cells: readonly (readonly [y: number, z0: number, z1: number])[]) {
  const table = makeTable(cells.length, {
    y: classColumn(
      cells.map(([y]) => y),
      ['well', 'ill'],
    ),
    z0: classColumn(
      cells.map(([, z]) => z),
      ['F', 'M'],
    ),
    z1: classColumn(
      cells.map(([, , z]) => z),
      ['PA', 'AP'],
    ),
  });
  const resolved = resolveTask(
    table,
    [settableFactor('z2', ['none', 'mark'])],
    taskSchema.parse({
      y: { column: 'y' },
      z: [
        { factor: 'z2', strength: 0.8 },
        { column: 'z0', strength: 0.9 },
        { column: 'z1', strength: 'natural' },
      ],
    }),
  );
  return { table, resolved };
}

/** Each combination of y, z0 and z1. */
export const every = [0, 1].flatMap((y) => [0, 1].flatMap((z0) => [0, 1].map((z1) => [y, z0, z1] as const)));
