import type { BenchmarkRow } from '@mimmx/bench';
import { renderTable } from '../table/table.ts';

/** Bias, standard deviation, mean squared error and seconds of each estimator, task by task. */
export function rowsTable(rows: readonly BenchmarkRow[]): string {
  const tasks = [...new Set(rows.map((row) => row.task))];
  const blocks = tasks.map((task) => {
    const own = rows.filter((row) => row.task === task);
    const column = (heading: string, cell: (row: BenchmarkRow) => string) => ({
      heading,
      cells: own.map(cell),
    });
    const number = (value: number | null) => (value === null ? '–' : value.toFixed(4));
    const heading = `${task}: ${own[0]?.truth.toFixed(3)} nats, ${own[0]?.n} samples`;
    const columns = [
      column('mean', (row) => number(row.mean)),
      column('bias', (row) => number(row.bias)),
      column('sd', (row) => number(row.sd)),
      column('MSE', (row) => number(row.mse)),
      column('seeds', (row) => String(row.seeds)),
      column('seconds', (row) => row.seconds.toFixed(1)),
    ];
    return renderTable(
      own.map((row) => row.estimator),
      [{ heading, columns }],
    );
  });
  return `${blocks.join('\n\n')}\n`;
}
