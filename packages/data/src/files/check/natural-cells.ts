import type { Table } from '@mimmx/core';
import { groupsOf } from '../../groups.ts';
import { observedCodes, type ResolvedTask } from '../../resolved-task.ts';

/** How many images there are of one combination of y and the observed confounders, before anything is selected. */
export interface NaturalCell {
  readonly labels: Readonly<Record<string, string>>;
  readonly images: number;
  readonly patients: number;
}

/** The cells of the whole table, empty ones included. Settable confounders, and numbers without bins, make none. */
export function naturalCells(table: Table, { task, y, z }: ResolvedTask): NaturalCell[] {
  const observed = z.filter(({ source }) => source === 'column');
  const groups = groupsOf({ y: task.y, z: observed.map(({ factor }) => factor) });
  const columns = observedCodes(observed);
  const images = new Array<number>(groups.count).fill(0);
  const patients = images.map(() => new Set<number>());
  for (let row = 0; row < table.length; row++) {
    const group = groups.index([y[row]!, ...columns.map(({ codes }) => codes[row] ?? -1)]);
    if (group < 0) continue;
    images[group]!++;
    patients[group]!.add(table.patients[row]!);
  }
  return images.map((count, group) => ({
    labels: groups.labels(group),
    images: count,
    patients: patients[group]!.size,
  }));
}
