/**
 * One result for every weighter and every balancer, the rest of mimm-x at its default, judged on the development
 * digits (see mnist.ts). The confounders differ in strength, 90:10 and 70:30, so that weights have something to find.
 *
 *   pnpm bench:ablations [--seeds 1]
 *
 * Writes benchmarks/results/ablations.json and ablations.md, and the line of each page in packages/weighter/docs.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argument, commit } from './arguments.ts';
import { type Cell, runGrid } from './grid.ts';
import { digits, forDevelopment } from './settings.ts';
import { type MeanSd, markdown, type Row, rowsOf } from './statistics.ts';

const seeds = Array.from({ length: Number(argument('--seeds') ?? 1) }, (_, i) => 100 + i);
const updates = 1000;
const strengths = { thickness: 0.9, rotation: 0.7 };

const variants: Record<string, Record<string, unknown>> = {
  uniform: { weighter: 'uniform' },
  'attention-sum': { weighter: 'attention-sum' },
  'attention-summary': { weighter: 'attention-summary' },
  'attention-concat': {},
  constant: { balancer: 'constant' },
  'gradient-ratio': {},
  gradnorm: { balancer: 'gradnorm' },
  'gradnorm-ema': { balancer: 'gradnorm-ema' },
  uncertainty: { balancer: 'uncertainty' },
  dwa: { balancer: 'dwa' },
  pcgrad: { balancer: 'pcgrad' },
};
const cells: Cell[] = Object.entries(variants).flatMap(([row, options]) =>
  seeds.map((seed) => ({
    row,
    seed,
    config: forDevelopment(digits({ 'mimm-x': { options } }, strengths, { updates })),
  })),
);
const rows = rowsOf(await runGrid(cells, { version: commit() }));
const place = join(import.meta.dirname, 'results');
const command = `pnpm bench:ablations --seeds ${seeds.length}`;
writeFileSync(
  join(place, 'ablations.json'),
  `${JSON.stringify({ command, seeds, updates, strengths, variants: rows }, null, 2)}\n`,
);
writeFileSync(
  join(place, 'ablations.md'),
  `# Weighters and balancers\n\n\`${command}\`: judged on the development digits, thickness at 90:10, rotation at 70:30, ${updates} updates; everything but the named part at mimm-x's default.\n\n${markdown(rows)}\n`,
);

const percent = ({ mean }: MeanSd) => (100 * mean).toFixed(1);
const sentence = (row: Row): string => {
  const leaks = Object.entries(row.leakageOf).map(([z, leak]) => `${z} ${percent(leak)}`);
  return `Inverted ${percent(row.inverted)} %, balanced ${percent(row.balanced)} %, worst group ${percent(row.worstGroup)} %; best probe: ${leaks.join(', ')} % (\`${command}\`, ${seeds.length} seed${seeds.length > 1 ? 's' : ''}; [all of them](../../../benchmarks/results/ablations.md)).`;
};
for (const [name, row] of Object.entries(rows)) {
  const page = join(import.meta.dirname, '..', 'packages', 'weighter', 'docs', `${name}.md`);
  const line = new RegExp(`(<!-- ablation:${name} -->\\n)[^\\n]*`);
  const text = readFileSync(page, 'utf8');
  writeFileSync(
    page,
    text.replace(line, (_, mark: string) => `${mark}${sentence(row)}`),
  );
}
console.log(markdown(rows));
