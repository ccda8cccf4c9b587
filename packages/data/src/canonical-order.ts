import type { Column, Table } from '@mimmx/core';
import type { PreparedData, PreparedSplits } from './prepared-data.ts';
import type { SampleSet } from './samples.ts';

/** Rows in the order of their ids (by UTF-16 code unit), or undefined if that is how they lie. Ids are all different. */
export function orderOfIds(ids: readonly string[]): Int32Array | undefined {
  if (ids.every((id, row) => row === 0 || ids[row - 1]! <= id)) return undefined;
  const rowOf = new Map(ids.map((id, row) => [id, row]));
  // Without a comparison of our own, strings are sorted several times as fast.
  return Int32Array.from([...ids].sort(), (id) => rowOf.get(id)!);
}

/** The table in the order of its ids, which is found out when it is first asked for. */
export function orderedByIds(table: Table): Table {
  let known: { readonly order: Int32Array | undefined } | undefined;
  return Object.defineProperty({ ...table }, 'order', {
    enumerable: true,
    get: () => {
      known ??= { order: orderOfIds(table.ids) };
      return known.order;
    },
  });
}

/** The table with its rows put in an order. */
export function reorder(table: Table, order: Int32Array): Table {
  const { order: _, images, ...rest } = table;
  return {
    ...rest,
    ids: Array.from(order, (row) => table.ids[row]!),
    patients: order.map((row) => table.patients[row]!),
    ...(images ? { images: order.map((row) => images[row]!) } : {}),
    columns: Object.fromEntries(
      Object.entries(table.columns).map(([name, column]): [string, Column] => [
        name,
        column.kind === 'number'
          ? { ...column, values: Float64Array.from(order, (row) => column.values[row]!) }
          : { ...column, codes: order.map((row) => column.codes[row]!) },
      ]),
    ),
  };
}

/** What was prepared from a reordered table, in the rows of the table as it lies. */
export function inRowsOf(prepared: PreparedData, order: Int32Array): PreparedData {
  const set = (one: SampleSet): SampleSet => ({ ...one, rows: one.rows.map((row) => order[row]!) });
  const back = <A extends Int32Array | Float32Array>(values: A): A => {
    const made = values.slice() as A;
    order.forEach((row, at) => {
      made[row] = values[at]!;
    });
    return made;
  };
  const { train, validation, shifts } = prepared.splits;
  const splits: PreparedSplits = {
    train: set(train),
    ...(validation ? { validation: set(validation) } : {}),
    shifts: Object.fromEntries(Object.entries(shifts).map(([name, one]) => [name, set(one)])),
  };
  const { resolved } = prepared;
  let balanced: SampleSet | undefined;
  return {
    ...prepared,
    splits,
    balancedTrain() {
      balanced ??= set(prepared.balancedTrain());
      return balanced;
    },
    resolved: {
      ...resolved,
      y: back(resolved.y),
      ...(resolved.target ? { target: back(resolved.target) } : {}),
      z: resolved.z.map((one) => ({ ...one, values: one.values && back(one.values) })),
      eligible: resolved.eligible.map((row) => order[row]!).sort(),
    },
  };
}
