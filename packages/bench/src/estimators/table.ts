import type { BenchmarkRow } from './row.ts';
import { benchmarks } from './tasks/index.ts';

/** Tasks that stand beside each other. */
const WIDEST = 8;

/**
 * The rows as Markdown: bias ± standard deviation in nats and the number of seeds, by estimator and task; seconds of
 * one estimate. A table for each set of tasks, those of many in several.
 */
export function benchmarkTable(rows: readonly BenchmarkRow[]): string {
  const present = new Set(rows.map((row) => row.task));
  const { small: _small, all: _all, ...sets } = benchmarks;
  const parts: string[] = [];
  const add = (title: string, tasks: readonly string[]) => {
    for (let from = 0; from < tasks.length; from += WIDEST) {
      parts.push(`**${title}**\n\n${part(rows, tasks.slice(from, from + WIDEST))}`);
    }
    for (const task of tasks) present.delete(task);
  };
  for (const [name, tasks] of Object.entries(sets)) {
    const own = tasks.map((task) => task.name).filter((task) => present.has(task));
    if (own.length > 0) add(name, own);
  }
  const stem = (task: string) => task.slice(0, task.lastIndexOf('-'));
  const others = [...present];
  for (const name of new Set(others.map(stem))) {
    add(
      name,
      others.filter((task) => stem(task) === name),
    );
  }
  return parts.join('\n\n');
}

function part(rows: readonly BenchmarkRow[], tasks: readonly string[]): string {
  const own = rows.filter((row) => tasks.includes(row.task));
  const names = [...new Set(own.map((row) => row.estimator))];
  const truths = tasks.map((task) => own.find((row) => row.task === task)!.truth.toFixed(3));
  const seconds = (name: string) => {
    const mine = own.filter((row) => row.estimator === name);
    return (mine.reduce((sum, row) => sum + row.seconds, 0) / mine.length).toFixed(1);
  };
  return [
    `| estimator | ${tasks.join(' | ')} | seconds |`,
    `|---|${tasks.map(() => '---:|').join('')}---:|`,
    `| *truth* | ${truths.map((truth) => `*${truth}*`).join(' | ')} | |`,
    ...names.map((name) => {
      const cells = tasks.map((task) => cell(own.find((row) => row.estimator === name && row.task === task)));
      return `| \`${name}\` | ${cells.join(' | ')} | ${seconds(name)} |`;
    }),
  ].join('\n');
}

/** `+0.012 ± 0.008 (20)`; the mean in italics where the unit is not nats. */
export function cell(row: BenchmarkRow | undefined): string {
  if (!row) return '';
  if (row.bias === null) return `*${row.mean.toFixed(3)}*`;
  const spread = row.seeds > 1 || row.sd > 0 ? ` ± ${row.sd.toFixed(3)}` : '';
  return `${row.bias >= 0 ? '+' : '−'}${Math.abs(row.bias).toFixed(3)}${spread} (${row.seeds})`;
}
