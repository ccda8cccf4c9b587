import type { BenchmarkRow } from '../benchmark/index.ts';

/** The rows as Markdown: bias ± standard deviation in nats by estimator and task, and seconds of one estimate. */
export function benchmarkTable(rows: readonly BenchmarkRow[]): string {
  const tasks = [...new Set(rows.map((row) => row.task))];
  const names = [...new Set(rows.map((row) => row.estimator))];
  const cell = (name: string, task: string) => {
    const row = rows.find((one) => one.estimator === name && one.task === task);
    if (!row) return '';
    if (row.bias === null) return `(${row.mean.toFixed(3)})`;
    return `${row.bias >= 0 ? '+' : '−'}${Math.abs(row.bias).toFixed(3)} ± ${row.sd.toFixed(3)}`;
  };
  const seconds = (name: string) => {
    const own = rows.filter((row) => row.estimator === name);
    return (own.reduce((sum, row) => sum + row.seconds, 0) / own.length).toFixed(1);
  };
  const truths = tasks.map((task) => rows.find((row) => row.task === task)!.truth.toFixed(3));
  return [
    `| estimator | ${tasks.join(' | ')} | seconds |`,
    `|---|${tasks.map(() => '---:|').join('')}---:|`,
    `| *truth* | ${truths.map((truth) => `*${truth}*`).join(' | ')} | |`,
    ...names.map(
      (name) => `| \`${name}\` | ${tasks.map((task) => cell(name, task)).join(' | ')} | ${seconds(name)} |`,
    ),
  ].join('\n');
}
