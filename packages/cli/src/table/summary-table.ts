import type { Summary } from '@mimmx/experiment';
import { rowText } from './cells.ts';
import { leakageTable } from './leakage-table.ts';
import { type Metric, metricsOf, usualMetrics } from './metrics.ts';
import { type ColumnGroup, renderTable } from './table.ts';

export interface SummaryTableOptions {
  /** Greatest width of a line, in characters. Default 100. */
  readonly limit?: number;
  /** Measures to show, such as `auroc,worst-group accuracy`; what is usual for y if absent. */
  readonly metrics?: string | undefined;
}

/** `inDistribution` → `in-distribution`. */
const readable = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/**
 * What a run came to, as text: the measures of y on each test set, with the interval of the first; then how well the
 * best of the fresh probes reads each z from f_y.
 *
 * @throws E_OPTION if `metrics` names a measure that the record does not have
 */
export function summaryTable(
  summary: Pick<Summary, 'task' | 'seeds' | 'methods'>,
  { limit = 100, metrics }: SummaryTableOptions = {},
): string {
  const shown = metrics === undefined ? usualMetrics(summary) : metricsOf(summary, metrics);
  const names = Object.keys(summary.methods);
  const methods = Object.values(summary.methods);
  const sets = [...new Set(methods.flatMap(({ shifts }) => Object.keys(shifts)))];
  const shifts = sets.map(
    (set): ColumnGroup => ({
      heading: readable(set),
      columns: shown.map(({ measure, heading, interval, fraction }) => ({
        heading,
        cells: methods.map(({ rows }) =>
          rowText(
            rows.find(
              (row) =>
                row.set === set &&
                row.measure === measure &&
                !row.factor &&
                !row.probe &&
                row.group === undefined,
            ),
            fraction,
            interval,
          ),
        ),
      })),
    }),
  );
  const blocks = [title(summary, shown), renderTable(names, shifts, limit), ...leakageTable(summary, limit)];
  return `${blocks.join('\n\n')}\n`;
}

function title({ task: { y }, seeds }: Pick<Summary, 'task' | 'seeds'>, shown: readonly Metric[]): string {
  const unit = y.kind === 'continuous' && y.unit ? ` in ${y.unit}` : '';
  const what = shown.some(({ fraction }) => !fraction) ? unit : ' in %';
  return `"${y.name}"${what} [interval], by test set (${seeds.length} ${seeds.length === 1 ? 'seed' : 'seeds'})`;
}
