import type { Factor } from '@mimmx/core';
import type { MethodResult, Summary, SummaryRow } from '@mimmx/experiment';
import { cellText, rowText } from './cells.ts';
import { type ColumnGroup, renderTable } from './table.ts';

const rowOf = ({ rows }: MethodResult, { name }: Factor, probe: string): SummaryRow | undefined =>
  rows.find(({ measure, factor, probe: own }) => measure === 'leakage' && factor === name && own === probe);

/**
 * What the best of five fresh probes reads of each confounder from f_y, beside what guessing gives: balanced accuracy in
 * %, R² of a number. Widths of f_y stand before it where they differ, since a wider one holds more whatever the method.
 *
 * @returns its heading and the table; nothing if no confounder was probed
 */
export function leakageTable({ methods, task }: Pick<Summary, 'methods' | 'task'>, limit: number): string[] {
  const names = Object.keys(methods);
  const results = Object.values(methods);
  const probed = task.z.filter((factor) => results.some((method) => rowOf(method, factor, 'best')));
  if (probed.length === 0) return [];
  const numbers = probed.some(({ kind }) => kind === 'continuous');
  const widths = results.map(({ settings }) => String(settings?.primaryWidth ?? '–'));
  const unlike = new Set(widths).size > 1;
  const columns = probed.map((factor): ColumnGroup => {
    const fraction = factor.kind === 'categorical';
    const chance = results.map((method) => rowOf(method, factor, 'chance')?.value).find((one) => one != null);
    return {
      heading: factor.name,
      columns: [
        {
          heading: `${fraction ? '' : 'R², '}chance ${fraction ? cellText(chance, true) : (chance ?? 0)}`,
          cells: results.map((method) => rowText(rowOf(method, factor, 'best'), fraction, true)),
        },
      ],
    };
  });
  const width: ColumnGroup = { heading: 'f_y', columns: [{ heading: 'width', cells: widths }] };
  const missing = probed.flatMap((factor) =>
    results.flatMap((method, i) => {
      const row = rowOf(method, factor, 'best');
      return row && row.value === null && row.note ? `${names[i]}, ${factor.name}: ${row.note}` : [];
    }),
  );
  return [
    `Leakage: what the best of five fresh probes reads from f_y, in %${numbers ? ' or R²' : ''} [interval]${unlike ? '; compare equal widths only' : ''}`,
    renderTable(names, [...(unlike ? [width] : []), ...columns], limit),
    ...(missing.length > 0 ? [missing.map((line) => `Not measured: ${line}`).join('\n')] : []),
  ];
}
