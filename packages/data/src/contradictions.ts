import { MimmxError, type Table } from '@mimmx/core';
import type { ResolvedTask } from './resolved-task.ts';

/**
 * Refuses rows that show one image and give it different classes or values of y, or different values of an observed z: whatever
 * is learned from one row is wrong by the other.
 *
 * @throws E_CONTRADICTION with the number of images, the variables, and the first image
 */
export function refuseContradictions(table: Table, { task, y, target, z, eligible }: ResolvedTask): void {
  const { images } = table;
  if (!images) return;
  const variables = [
    { name: task.y.name, values: target ?? y },
    ...z.flatMap(({ factor, values }) => (values ? [{ name: factor.name, values }] : [])),
  ];
  const first = new Map<number, number>();
  const torn = new Map<number, number>();
  const by = new Set<string>();
  for (const row of eligible) {
    const image = images[row]!;
    const before = first.get(image);
    if (before === undefined) {
      first.set(image, row);
      continue;
    }
    for (const { name, values } of variables) {
      const [a, b] = [values[before]!, values[row]!];
      if (a === b || isMissing(values, before) || isMissing(values, row)) continue;
      torn.set(image, torn.get(image) ?? before);
      by.add(name);
    }
  }
  const [example] = torn.values();
  if (example === undefined) return;
  throw new MimmxError(
    'E_CONTRADICTION',
    `${torn.size} of ${first.size} images have several rows that differ in ${[...by].map((name) => `"${name}"`).join(' and ')}, ` +
      `such as "${table.ids[example]}". Set the data set's option repeats to "majority", "any" or "once", or to "each" to use every row.`,
  );
}

const isMissing = (values: Int32Array | Float32Array, row: number): boolean =>
  values instanceof Int32Array ? values[row]! < 0 : Number.isNaN(values[row]);
