import { join } from 'node:path';
import { atomicWrite } from '@mimmx/data/files';
import { rankChart, svgFile } from '@mimmx/viz';
import { benchCsv } from './output/csv.ts';
import { benchMarkdown } from './output/markdown.ts';
import { benchPage } from './output/page.ts';
import type { BenchSummary } from './summary.ts';

/**
 * Writes `results.json`, `table.md`, `table.csv` and `report.html` into the folder of a bench, and from 30 blocks on
 * `ranks.svg`. Each appears whole.
 *
 * @returns the paths
 */
export async function writeBench(folder: string, summary: BenchSummary): Promise<string[]> {
  const { ranks, criticalDifference } = summary.statistics;
  const diagram = criticalDifference === null ? null : rankChart(ranks, criticalDifference);
  const files: [string, string][] = [
    ['results.json', `${JSON.stringify(summary, null, 1)}\n`],
    ['table.md', benchMarkdown(summary)],
    ['table.csv', benchCsv(summary)],
    ['report.html', benchPage(summary, diagram)],
    ...(diagram ? [['ranks.svg', svgFile(diagram)] as [string, string]] : []),
  ];
  for (const [name, content] of files) await atomicWrite(join(folder, name), content);
  return files.map(([name]) => join(folder, name));
}
