import { type CategoricalFactor, type Factor, MimmxError, suggest, type Table } from '@mimmx/core';
import { binOf, quantileBins } from './bins.ts';
import { refuseContradictions } from './contradictions.ts';
import { type ResolvedConfounder, type ResolvedTask, standardise } from './resolved-task.ts';
import type { TaskConfig } from './task-schema.ts';
import { MISSING, OUTSIDE, readVariable } from './variable.ts';

/**
 * Reads a task against a table and the settable factors of its data set.
 * A continuous confounder's mean and sd are those of all eligible rows until {@link standardise} takes others.
 *
 * @throws E_UNKNOWN_COLUMN, E_UNKNOWN_FACTOR, E_UNKNOWN_VALUE, E_TASK, E_EMPTY_CELL (a class of y
 * without a row), E_CONTRADICTION
 */
export function resolveTask(
  table: Table,
  settable: readonly CategoricalFactor[],
  config: TaskConfig,
): ResolvedTask {
  const { bins, ...columnOfY } = config.y;
  const y = readVariable(table, columnOfY, 'task.y');
  if (y.kind === 'categorical') requireTwoClasses(y.labels, `task.y: column "${config.y.column}"`);
  const z = config.z.map((entry, i) => readConfounder(table, settable, entry, `task.z[${i}]`));
  const yName = config.y.name ?? config.y.column;
  const names = [yName, ...z.map(({ confounder }) => confounder.factor.name)];
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) {
    throw new MimmxError(
      'E_TASK',
      `Two variables of the task are called "${twice}". Set name on one of them.`,
    );
  }
  for (const [i, { confounder }] of z.entries()) requireKnown(confounder, `task.z[${i}]`);
  const confounders = z.map(({ confounder }) => confounder);
  const shared = { z: confounders, task: { z: confounders.map(({ factor }) => factor) } };
  if (y.kind === 'continuous') {
    const known = Int32Array.from(y.values, (value) => (Number.isNaN(value) ? MISSING : 0));
    const eligible = eligibleRows(table.length, known, z);
    requireRows(yName, eligible);
    const cut = quantileBins(
      Float32Array.from(eligible, (row) => y.values[row]!),
      bins,
    );
    const unit = y.unit ? { unit: y.unit } : {};
    const factor: Factor = { name: yName, kind: 'continuous', mean: 0, sd: 1, ...unit, bins: cut };
    const resolved = {
      ...shared,
      task: { ...shared.task, y: factor },
      y: Int32Array.from(y.values, (value) => binOf(cut, value)),
      target: y.values,
      eligible,
    };
    refuseContradictions(table, resolved);
    return standardise(resolved, eligible);
  }
  const eligible = eligibleRows(table.length, y.codes, z);
  requireEveryClass(yName, y.codes, y.labels, eligible);
  const factor: Factor = { name: yName, kind: 'categorical', classes: y.labels.length, labels: y.labels };
  const resolved = {
    ...shared,
    task: { ...shared.task, y: factor },
    y: y.codes.map((code) => Math.max(code, MISSING)),
    eligible,
  };
  refuseContradictions(table, resolved);
  return standardise(resolved, eligible);
}

function requireRows(name: string, eligible: Int32Array): void {
  if (eligible.length > 0) return;
  throw new MimmxError(
    'E_TASK',
    `task.y: no row has a number in "${name}" and every confounder that it needs. Correct the columns, or keep rows with missing confounders (missing: "keep").`,
  );
}

/** @throws E_TASK if no row has a value that the task can use */
function requireKnown({ factor, from, values }: ResolvedConfounder, where: string): void {
  const isKnown = (value: number) => (factor.kind === 'categorical' ? value >= 0 : !Number.isNaN(value));
  if (values === null || values.some(isKnown)) return;
  const wanted = factor.kind === 'categorical' ? ` (${factor.labels.join(', ')})` : '';
  throw new MimmxError(
    'E_TASK',
    `${where}: not one of the ${values.length} rows has a value of "${from}"${wanted}. Take it out of the task, or correct the column.`,
  );
}

interface ReadConfounder {
  readonly confounder: ResolvedConfounder;
  readonly keepMissing: boolean;
}

function readConfounder(
  table: Table,
  settable: readonly CategoricalFactor[],
  entry: TaskConfig['z'][number],
  where: string,
): ReadConfounder {
  if (entry.factor !== undefined) {
    const factor = settable.find(({ name }) => name === entry.factor);
    if (factor === undefined) {
      const names = settable.map(({ name }) => name);
      const hint = names.length > 0 ? suggest(entry.factor, names) : 'It has none; use { column: … }.';
      throw new MimmxError(
        'E_UNKNOWN_FACTOR',
        `${where}: the data set has no settable factor "${entry.factor}". ${hint}`,
      );
    }
    return {
      keepMissing: true,
      confounder: {
        factor: { ...factor, name: entry.name ?? factor.name },
        source: 'settable',
        from: factor.name,
        values: null,
        ...strengthOf(entry.strength),
      },
    };
  }
  const { strength, missing, factor: _, column = '', ...options } = entry;
  const variable = readVariable(table, { ...options, column }, where);
  if (variable.kind === 'categorical') requireTwoClasses(variable.labels, `${where}: column "${column}"`);
  const name = entry.name ?? column;
  const factor: Factor =
    variable.kind === 'categorical'
      ? { name, kind: 'categorical', classes: variable.labels.length, labels: variable.labels }
      : { name, kind: 'continuous', mean: 0, sd: 1, ...(variable.unit ? { unit: variable.unit } : {}) };
  return {
    keepMissing: missing === 'keep',
    confounder: {
      factor,
      source: 'column',
      from: column,
      values: variable.kind === 'categorical' ? variable.codes : variable.values,
      ...strengthOf(strength),
    },
  };
}

const strengthOf = (strength: number | 'natural' | undefined) =>
  typeof strength === 'number' ? { strength } : {};

function eligibleRows(length: number, y: Int32Array, z: readonly ReadConfounder[]): Int32Array {
  const rows: number[] = [];
  const observed = z.flatMap(({ confounder, keepMissing }) =>
    confounder.values === null ? [] : [{ values: confounder.values, keepMissing }],
  );
  for (let row = 0; row < length; row++) {
    if ((y[row] ?? MISSING) < 0) continue;
    const usable = observed.every(({ values, keepMissing }) => {
      const value = values[row] ?? Number.NaN;
      if (values instanceof Float32Array) return keepMissing || !Number.isNaN(value);
      return value >= 0 || (keepMissing && value !== OUTSIDE);
    });
    if (usable) rows.push(row);
  }
  return Int32Array.from(rows);
}

/** @throws E_TASK if nothing is told apart */
function requireTwoClasses(labels: readonly string[], what: string): void {
  if (labels.length >= 2) return;
  const has = labels[0] === undefined ? 'no value' : `one class, "${labels[0]}"`;
  throw new MimmxError(
    'E_TASK',
    `${what} has ${has}, and a variable of a task needs at least two. Choose another column or condition.`,
  );
}

function requireEveryClass(
  name: string,
  codes: Int32Array,
  labels: readonly string[],
  eligible: Int32Array,
): void {
  const counts = new Float64Array(labels.length);
  for (const row of eligible) counts[codes[row] ?? 0] = (counts[codes[row] ?? 0] ?? 0) + 1;
  const empty = counts.indexOf(0);
  if (empty === -1) return;
  throw new MimmxError(
    'E_EMPTY_CELL',
    `Class "${labels[empty]}" of y (${name}) has no row among the ${eligible.length} that the task can use: ` +
      `${labels.map((label, code) => `"${label}" ${counts[code]}`).join(', ')}. Change the condition or drop the class.`,
  );
}
