import { type Column, MimmxError, option, options, suggest, type Table } from '@mimmx/core';
import { z } from 'zod';
import { columnValues } from './column-values.ts';
import { type Condition, compileCondition, complementLabel, conditionLabel } from './condition.ts';
import { findColumn } from './find-column.ts';

const conditionSchema = z.union([z.string(), z.number(), z.array(z.union([z.string(), z.number()])).min(1)]);

/** Ways to make a variable of a column. At most one of `positive`, `values` and `cuts`. */
export const columnFields = {
  column: option(z.string(), { description: 'Column of the table.' }),
  name: option(z.string(), { absent: "the column's", description: 'Name in tables and reports.' }),
  positive: option(conditionSchema, {
    absent: '`values`, `cuts`, or the column’s own classes',
    description:
      "Binary: rows that fulfil it are class 1, the other known rows class 0. `'>= 5'`, `'AP'`, `['PNEU', 'EFFU']`.",
  }),
  values: option(
    z.union([z.array(z.union([z.string(), z.number()])).min(2), z.record(z.string(), conditionSchema)]),
    {
      absent: '`positive`, `cuts`, or the column’s own classes',
      description:
        "The classes in their order: values to keep (`['F', 'M']`), or label → condition, which merges values and cuts numbers (`{ young: '<= 50', old: '>= 60' }`). Rows that fit no class are left out.",
    },
  ),
  cuts: option(z.array(z.number()).min(1), {
    absent: 'numbers stay numbers',
    description: 'Numbers cut into classes: `[40, 60]` makes < 40, 40 to < 60, ≥ 60.',
  }),
  labels: option(z.array(z.string()).min(2), {
    absent: 'made from the conditions',
    description: 'Names of the classes in code order, instead of those made from the conditions.',
  }),
};

const columnVariable = options(columnFields);
export type ColumnVariable = z.output<typeof columnVariable>;

/** Code of a row whose value is known but belongs to no class: the row is outside the task. */
export const OUTSIDE = -2;
/** Code of a row whose value is missing. */
export const MISSING = -1;

/** A column read as classes: one code per row, or {@link MISSING} or {@link OUTSIDE}. */
export interface ClassVariable {
  readonly kind: 'categorical';
  readonly codes: Int32Array;
  readonly labels: readonly string[];
}

/** A column read as numbers in its own unit, NaN where missing. */
export interface NumberVariable {
  readonly kind: 'continuous';
  readonly values: Float32Array;
  readonly unit?: string;
}

interface Classes {
  readonly labels: readonly string[];
  /** Code of a known value, or {@link OUTSIDE}. */
  readonly encode: (value: string | number) => number;
}

/**
 * Reads a column of a table as the configuration asks.
 *
 * @param where the place in the configuration, for messages: `task.z[0]`
 * @throws E_UNKNOWN_COLUMN, E_UNKNOWN_VALUE (both show what the table has), E_TASK (contradictory options)
 */
export function readVariable(
  table: Table,
  config: ColumnVariable,
  where: string,
): ClassVariable | NumberVariable {
  const column = findColumn(table, config.column, where);
  if (column === undefined) {
    const names = Object.keys(table.columns);
    throw new MimmxError(
      'E_UNKNOWN_COLUMN',
      `${where}: the table has no column "${config.column}". ${suggest(config.column, names)}`,
    );
  }
  const classes = classesOf(column, config, where);
  if (classes === null) {
    const values = column.kind === 'number' ? Float32Array.from(column.values) : new Float32Array();
    const unit = column.kind === 'number' ? column.unit : undefined;
    return { kind: 'continuous', values, ...(unit === undefined ? {} : { unit }) };
  }
  const labels = config.labels ?? classes.labels;
  if (labels.length !== classes.labels.length) {
    throw new MimmxError(
      'E_TASK',
      `${where}: ${labels.length} labels for ${classes.labels.length} classes (${classes.labels.join(', ')}). ` +
        'Give one label per class.',
    );
  }
  return { kind: 'categorical', codes: encode(column, classes), labels };
}

function classesOf(column: Column, config: ColumnVariable, where: string): Classes | null {
  const { positive, values, cuts } = config;
  if ([positive, values, cuts].filter((way) => way !== undefined).length > 1) {
    throw new MimmxError('E_TASK', `${where}: give only one of positive, values and cuts.`);
  }
  if (positive !== undefined) {
    const test = compileCondition(positive, column, config.column, `${where}.positive`);
    const labels = [complementLabel(positive), conditionLabel(positive)];
    return { labels, encode: (value) => (test(value) ? 1 : 0) };
  }
  if (values !== undefined) return mapped(column, values, config.column, `${where}.values`);
  if (cuts !== undefined) return binned(column, cuts, config.column, `${where}.cuts`);
  if (column.kind === 'number') return null;
  const codes = new Map(column.labels.map((label, code) => [label, code]));
  return { labels: column.labels, encode: (value) => codes.get(String(value)) ?? OUTSIDE };
}

function mapped(
  column: Column,
  values: readonly (string | number)[] | Readonly<Record<string, Condition>>,
  name: string,
  where: string,
): Classes {
  const pairs: [string, Condition][] = Array.isArray(values)
    ? values.map((value) => [String(value), value])
    : Object.entries(values);
  if (pairs.length < 2) throw new MimmxError('E_TASK', `${where}: a variable needs at least two classes.`);
  const tests = pairs.map(([label, condition]) =>
    compileCondition(condition, column, name, `${where}.${label}`),
  );
  return {
    labels: pairs.map(([label]) => label),
    encode: (value) => {
      const code = tests.findIndex((test) => test(value));
      return code === -1 ? OUTSIDE : code;
    },
  };
}

function binned(column: Column, cuts: readonly number[], name: string, where: string): Classes {
  if (column.kind !== 'number') {
    throw new MimmxError(
      'E_UNKNOWN_VALUE',
      `${where}: column "${name}" is not a number, it has ${columnValues(column)}. Use values instead.`,
    );
  }
  if (cuts.some((cut, i) => i > 0 && cut <= (cuts[i - 1] ?? cut))) {
    throw new MimmxError('E_TASK', `${where}: [${cuts.join(', ')}] must increase.`);
  }
  const labels = [
    `< ${cuts[0]}`,
    ...cuts.slice(1).map((cut, i) => `${cuts[i]} to < ${cut}`),
    `>= ${cuts.at(-1)}`,
  ];
  return { labels, encode: (value) => cuts.filter((cut) => Number(value) >= cut).length };
}

function encode(column: Column, classes: Classes): Int32Array {
  if (column.kind === 'number') {
    return Int32Array.from(column.values, (value) => (Number.isNaN(value) ? MISSING : classes.encode(value)));
  }
  // Once per label, not once per row: a table may have a million.
  const byCode = column.labels.map((label) => classes.encode(label));
  return column.codes.map((code) => (code < 0 ? MISSING : (byCode[code] ?? OUTSIDE)));
}
