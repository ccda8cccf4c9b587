import type { StudyTuning } from '@mimmx/counterfactual';
import { renderTable } from '../table/table.ts';

/** What every tuning did to every kind of cell, by predictor: mean points of AUC. */
export function amplificationTable(tunings: readonly StudyTuning[]): string {
  const kinds = ['target', 'descendant', 'off-target', 'null'];
  const rows: string[] = [];
  const cells: string[][] = kinds.map(() => []);
  for (const { name, result } of tunings) {
    const own = result.rows.filter(
      ({ measure, note }) => measure === 'amplification' && note === 'points of AUC',
    );
    for (const probe of new Set(own.map((row) => row.probe))) {
      rows.push(`${name}, ${probe}`);
      for (const [i, kind] of kinds.entries())
        cells[i]!.push(mean(own.filter((row) => row.probe === probe && row.group === kind)));
    }
  }
  const columns = kinds.map((heading, i) => ({ heading, cells: cells[i]! }));
  return renderTable(rows, [{ heading: 'mean ΔAUC in points, by kind of attribute', columns }]);
}

function mean(rows: readonly { readonly value: number | null }[]): string {
  if (rows.length === 0) return '–';
  const value = rows.reduce((sum, row) => sum + row.value!, 0) / rows.length;
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(1)}`;
}
