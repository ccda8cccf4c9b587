import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Chart, svgFile } from '@mimmx/viz';
import { biasVarianceChart } from '../charts/bias-variance-chart.ts';
import { type DrawnStair, staircaseChart } from '../charts/staircase-chart.ts';
import type { BenchmarkRow } from '../row.ts';
import { benchmarkTable } from '../table.ts';
import { UPDATES_A_POINT } from './compute.ts';
import { page } from './page.ts';

/** What a report shows. */
export interface Report {
  readonly title: string;
  readonly rows: readonly BenchmarkRow[];
  /** Recorded stairs by task and label. */
  readonly lines?: Readonly<Record<string, Readonly<Record<string, readonly DrawnStair[]>>>>;
}

/**
 * Writes `results.json`, `table.md`, `bias-variance.svg`, a `TASK.svg` for each task with recorded stairs, and
 * `index.html` with all of them. Each file appears whole or not at all.
 */
export function writeReport(folder: string, { title, rows, lines = {} }: Report): void {
  const charts: Record<string, Chart> = { 'bias-variance.svg': biasVarianceChart('Bias and spread', rows) };
  for (const [task, climbs] of Object.entries(lines)) {
    const many = Object.values(climbs).some((stairs) => stairs.length > 1);
    if (many) charts[`${task}.svg`] = staircaseChart(task, climbs, UPDATES_A_POINT);
  }
  const write = (name: string, text: string) => {
    writeFileSync(join(folder, `${name}.part`), text);
    renameSync(join(folder, `${name}.part`), join(folder, name));
  };
  write('results.json', `${JSON.stringify(rows, null, 1)}\n`);
  write('table.md', `${benchmarkTable(rows)}\n`);
  for (const [name, chart] of Object.entries(charts)) write(name, svgFile(chart));
  write('index.html', page(title, Object.values(charts), rows));
}
