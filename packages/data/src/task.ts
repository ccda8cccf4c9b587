import { type CategoricalFactor, type Factor, MimmxError, stratumOf, type Table } from '@mimmx/core';
import { binsOver } from './bins.ts';
import { refuseContradictions } from './contradictions.ts';
import { type ReadConfounder, readConfounder, withBins } from './read-confounder.ts';
import { type ResolvedTask, standardise } from './resolved-task.ts';
import { requireEveryClass, requireKnown, requireRows, requireTwoClasses } from './task-requirements.ts';
import type { TaskConfig } from './task-schema.ts';
import { type ClassVariable, MISSING, type NumberVariable, OUTSIDE, readVariable } from './variable.ts';

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
  const same = config.z.findIndex(({ column }) => column !== undefined && column === config.y.column);
  if (same !== -1) {
    throw new MimmxError(
      'E_TASK',
      `task.z[${same}]: column "${config.y.column}" is y. What is to be learned cannot be its own confounder; take another column, or leave it out.`,
    );
  }
  const columns = config.z.flatMap(({ column }) => column ?? []);
  const repeated = columns.find((column, i) => columns.indexOf(column) !== i);
  if (repeated !== undefined) {
    throw new MimmxError('E_TASK', `task.z: column "${repeated}" is there twice. Leave one of them out.`);
  }
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
  const known =
    y.kind === 'continuous'
      ? Int32Array.from(y.values, (value) => (Number.isNaN(value) ? MISSING : 0))
      : y.codes;
  const eligible = eligibleRows(table.length, known, z);
  const primary =
    y.kind === 'continuous' ? numbersOf(yName, y, eligible, bins) : classesOf(yName, y, eligible);
  const confounders = z.map((one, i) => withBins(one, eligible, `task.z[${i}]`));
  const { factor, ...ofY } = primary;
  const resolved = {
    ...ofY,
    z: confounders,
    task: { y: factor, z: confounders.map((confounder) => confounder.factor) },
    eligible,
    ...leftOut(table.length, eligible.length, yName, known, z),
  };
  refuseContradictions(table, resolved);
  return standardise(resolved, eligible);
}

/** What a resolved task has of y. */
type Primary = Pick<ResolvedTask, 'y' | 'target'> & { readonly factor: Factor };

function numbersOf(
  name: string,
  { values, unit }: NumberVariable,
  eligible: Int32Array,
  wanted: number,
): Primary {
  requireRows(name, eligible);
  const bins = binsOver(values, eligible, wanted);
  const factor: Factor = { name, kind: 'continuous', mean: 0, sd: 1, ...(unit ? { unit } : {}), bins };
  return { factor, y: Int32Array.from(values, (value) => stratumOf(factor, value)), target: values };
}

function classesOf(name: string, { codes, labels }: ClassVariable, eligible: Int32Array): Primary {
  requireEveryClass(name, codes, labels, eligible);
  const factor: Factor = { name, kind: 'categorical', classes: labels.length, labels };
  return { factor, y: codes.map((code) => Math.max(code, MISSING)) };
}

function eligibleRows(length: number, y: Int32Array, z: readonly ReadConfounder[]): Int32Array {
  const rows: number[] = [];
  for (let row = 0; row < length; row++) {
    if ((y[row] ?? MISSING) >= 0 && z.every((one) => lackOf(one, row) === null)) rows.push(row);
  }
  return Int32Array.from(rows);
}

/** Why a row cannot be used for what it has of a confounder, or null. */
function lackOf({ confounder, keepMissing }: ReadConfounder, row: number): 'missing' | 'outside' | null {
  const { values } = confounder;
  if (values === null) return null;
  const value = values[row] ?? Number.NaN;
  if (values instanceof Int32Array && value === OUTSIDE) return 'outside';
  const isKnown = values instanceof Float32Array ? !Number.isNaN(value) : value >= 0;
  return isKnown || keepMissing ? null : 'missing';
}

/** A sentence on the rows that the task cannot use, each counted with the first variable that rules it out. */
function leftOut(
  length: number,
  eligible: number,
  nameOfY: string,
  y: Int32Array,
  z: readonly ReadConfounder[],
): Pick<ResolvedTask, 'leftOut'> {
  if (eligible === length) return {};
  const counts = new Map<string, number>();
  let keepable = false;
  for (let row = 0; row < length; row++) {
    const code = y[row] ?? MISSING;
    const first = code < 0 ? undefined : z.find((one) => lackOf(one, row) !== null);
    if (code >= 0 && !first) continue;
    const lack = first ? lackOf(first, row) : code === OUTSIDE ? 'outside' : 'missing';
    const name = first?.confounder.factor.name ?? nameOfY;
    const reason = lack === 'outside' ? `in no class of "${name}"` : `without "${name}"`;
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
    keepable ||= first !== undefined && lack === 'missing';
  }
  const reasons = [...counts].map(([reason, count]) => `${count} ${reason}`).join(', ');
  const remedy = keepable ? ' Set missing: "keep" on a confounder to train on rows without it.' : '';
  return { leftOut: `${length - eligible} of ${length} images are in no set: ${reasons}.${remedy}` };
}
