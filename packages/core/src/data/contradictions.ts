import { MimmxError } from '../errors.ts';
import type { Table } from './table.ts';
import type { ResolvedTask } from './task.ts';

/**
 * Refuses rows that show one image and give it different classes of y, or different values of an observed z: whatever
 * is learned from one row is wrong by the other.
 *
 * @throws E_CONTRADICTION with the number of images, the variables, and the first image
 */
export function refuseContradictions(table: Table, { task, y, z, eligible }: ResolvedTask): void {
  const { images } = table;
  if (!images) return;
  const variables = [
    { name: task.y.name, values: y },
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
      if (a === b || Number.isNaN(a) || Number.isNaN(b) || a < 0 || b < 0) continue;
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
