import { type CategoricalFactor, type Factor, MimmxError, suggest, type Table } from '@mimmx/core';
import { binsOver } from './bins.ts';
import type { ResolvedConfounder } from './resolved-task.ts';
import { requireTwoClasses } from './task-requirements.ts';
import type { TaskConfig } from './task-schema.ts';
import { readVariable } from './variable.ts';

/** A confounder read from its column, and what the configuration says of its rows. */
export interface ReadConfounder {
  readonly confounder: ResolvedConfounder;
  readonly keepMissing: boolean;
  /** Bins that it asks for, which {@link withBins} makes. */
  readonly bins?: number;
}

/**
 * @param where the place in the configuration, for messages: `task.z[0]`
 * @throws E_UNKNOWN_FACTOR, E_UNKNOWN_COLUMN, E_UNKNOWN_VALUE, E_TASK
 */
export function readConfounder(
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
  const { strength, missing, factor: _, bins, column = '', ...options } = entry;
  const variable = readVariable(table, { ...options, column }, where);
  if (variable.kind === 'categorical') requireTwoClasses(variable.labels, `${where}: column "${column}"`);
  if (variable.kind === 'categorical' && bins !== undefined) {
    throw new MimmxError(
      'E_TASK',
      `${where}.bins: column "${column}" holds classes (${variable.labels.join(', ')}), and bins are for numbers. Take bins away.`,
    );
  }
  const name = entry.name ?? column;
  const factor: Factor =
    variable.kind === 'categorical'
      ? { name, kind: 'categorical', classes: variable.labels.length, labels: variable.labels }
      : { name, kind: 'continuous', mean: 0, sd: 1, ...(variable.unit ? { unit: variable.unit } : {}) };
  return {
    keepMissing: missing === 'keep',
    ...(bins === undefined ? {} : { bins }),
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

/**
 * The confounder with the bins that it asks for, over the rows that the task can use.
 *
 * @throws E_TASK if its values fill one bin only
 */
export function withBins(
  { confounder, bins: wanted }: ReadConfounder,
  rows: Int32Array,
  where: string,
): ResolvedConfounder {
  const { factor, from, values } = confounder;
  if (wanted === undefined || factor.kind === 'categorical') return confounder;
  const bins = binsOver(values as Float32Array, rows, wanted);
  if (bins.edges.length > 0) return { ...confounder, factor: { ...factor, bins } };
  const known = rows.filter((row) => !Number.isNaN(values?.[row] ?? Number.NaN));
  const [first = 0] = known;
  if (known.every((row) => values?.[row] === values?.[first])) {
    throw new MimmxError(
      'E_TASK',
      `${where}: "${from}" is ${values?.[first]} in every row that the task can use. Leave it out of the task: what is constant confounds nothing.`,
    );
  }
  throw new MimmxError(
    'E_TASK',
    `${where}.bins: ${wanted} bins of "${from}" come to one, since most of its values are the same. Ask for more bins, or cut it into classes (cuts: […]).`,
  );
}
