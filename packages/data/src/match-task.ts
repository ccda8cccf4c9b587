import { type Dataset, type Factor, MimmxError, stratumOf, suggest, type Task } from '@mimmx/core';
import { type ClassMapping, matchFactor } from './match-factor.ts';
import { makeSamples, type SampleSet } from './samples.ts';
import type { TaskConfig } from './task-schema.ts';
import { MISSING, readVariable } from './variable.ts';

/** How other data are to be read for a model that is trained already. */
export interface MatchOptions {
  /** Name of the set. */
  readonly name: string;
  /** The task of the other data. A confounder that it does not name is unknown in every row. */
  readonly task: { readonly y?: TaskConfig['y'] | undefined; readonly z?: TaskConfig['z'] | undefined };
  /** Classes that go by another name there, by the model's name of the factor. */
  readonly classes?: Readonly<Record<string, ClassMapping>>;
}

/** All rows of a table that say something of y, in the terms of a trained model. */
export interface MatchedSet {
  readonly set: SampleSet;
  /** What was left out or is not known, in sentences. */
  readonly notes: readonly string[];
}

/**
 * Every row of another data set in the codes of a model's task: no split, no selection. Rows without y are left out;
 * confounders are kept where they are known. Without `task.y` every row is taken, and its y is −1.
 *
 * @param task of the model
 * @throws E_CLASSES if factors or classes differ by name, E_UNKNOWN_COLUMN, E_UNKNOWN_VALUE, E_TASK, E_EMPTY if no row
 *   is left
 *
 * @example
 * const { set, notes } = matchTask(model.task, other, { name: 'B', task, classes: { sex: { woman: 'F', man: 'M' } } });
 */
export function matchTask(
  task: Task,
  { table }: Pick<Dataset, 'table'>,
  { name, task: given, classes = {} }: MatchOptions,
): MatchedSet {
  const notes: string[] = [];
  requireFactors(task, classes);
  const unknown = (factor: Factor): Int32Array | Float32Array =>
    factor.kind === 'categorical'
      ? new Int32Array(table.length).fill(MISSING)
      : new Float32Array(table.length).fill(Number.NaN);

  let y = unknown(task.y);
  if (given.y) {
    const { bins: _, ...column } = given.y;
    requireName(task.y, given.y.name ?? given.y.column);
    y = matchFactor(task.y, readVariable(table, column, 'task.y'), classes[task.y.name]);
  }
  const z = task.z.map((factor) => {
    const entry = given.z?.find((one) => (one.name ?? one.column ?? one.factor) === factor.name);
    if (entry?.column === undefined) {
      notes.push(`"${factor.name}" is not known in these data.`);
      return unknown(factor);
    }
    // The model's bins stand: its edges are part of what it was trained and judged by.
    const { strength: _, missing: _missing, factor: _factor, bins: _bins, column, ...options } = entry;
    const variable = readVariable(table, { ...options, column }, `task.z (${factor.name})`);
    return matchFactor(factor, variable, classes[factor.name]);
  });

  const known = (row: number) => (y instanceof Int32Array ? y[row]! >= 0 : !Number.isNaN(y[row]!));
  const all = Int32Array.from({ length: table.length }, (_, row) => row);
  const rows = given.y ? all.filter(known) : all;
  if (rows.length === 0) {
    throw new MimmxError(
      'E_EMPTY',
      `Not one of the ${table.length} rows has a value of "${task.y.name}" that the model knows. Correct the column or the mapping.`,
    );
  }
  if (rows.length < all.length) {
    notes.push(
      `${all.length - rows.length} of ${all.length} rows have no "${task.y.name}" and are left out.`,
    );
  }
  const resolved = {
    task,
    y: y instanceof Int32Array ? y : Int32Array.from(y, (value) => stratumOf(task.y, value)),
    ...(y instanceof Float32Array ? { target: y } : {}),
    z: task.z.map((factor, i) => ({ factor, source: 'column' as const, from: factor.name, values: z[i]! })),
    eligible: rows,
  };
  return { set: makeSamples(name, rows, resolved, table), notes };
}

function requireName(y: Factor, name: string): void {
  if (name === y.name) return;
  throw new MimmxError(
    'E_CLASSES',
    `The model predicts "${y.name}", and y of these data is "${name}". If it is the same, set data.task.y.name to "${y.name}" there.`,
  );
}

function requireFactors(task: Task, classes: Readonly<Record<string, ClassMapping>>): void {
  const names = [task.y, ...task.z].map((factor) => factor.name);
  const other = Object.keys(classes).find((name) => !names.includes(name));
  if (other === undefined) return;
  throw new MimmxError(
    'E_CLASSES',
    `The mapping names "${other}", which the model does not know. ${suggest(other, names)}`,
  );
}
