import { requireCodes, requireSameLength } from '../input-checks.ts';
import type { Columns } from './columns.ts';

/** A way of parting rows: part of each row (−1: in none), and what each part is called. */
export interface PartCodes {
  readonly codes: Int32Array;
  readonly labels: readonly string[];
}

/** One part: its name, which rows it holds, and their columns. */
export interface Part {
  readonly label: string;
  readonly rows: Int32Array;
  readonly columns: Columns;
}

/** The parts that have rows, in the order of their labels. */
export function partsOf(columns: Columns, { codes, labels }: PartCodes): readonly Part[] {
  requireSameLength('the parts', codes.length, 'y', columns.rows);
  requireCodes('the parts', codes, labels.length, -1);
  const members: number[][] = labels.map(() => []);
  codes.forEach((code, row) => {
    members[code]?.push(row);
  });
  return labels.flatMap((label, part) => {
    if (members[part]!.length === 0) return [];
    const rows = Int32Array.from(members[part]!);
    return [{ label, rows, columns: columns.take(rows) }];
  });
}
