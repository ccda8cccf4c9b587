/**
 * Estimators against known mutual information, on the compiling backend of this repository.
 *
 *   node --conditions=@mimmx/source packages/mi-estimators/bench.ts small 5 2   # a set of tasks, seeds, threads
 *   … bench.ts small 10 1 ksg,ross                                              # some estimators alone
 *   node --conditions=@mimmx/source packages/mi-estimators/bench.ts club        # CLUB's protocol
 *   node --conditions=@mimmx/source packages/mi-estimators/bench.ts doe         # DoE's protocol
 *   node --conditions=@mimmx/source packages/mi-estimators/bench.ts mutinfo     # mutinfo's correlated normals
 *
 * Results go to packages/mi-estimators/results/NAME; a stopped run goes on where it was.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { runStaircase, type Stair, staircaseChart } from './src/index.ts';
import { benchmarkTable, runBenchmark } from './src/node/index.ts';
import { openBackend } from './src/node/job.ts';

const [name = 'small', count = '5', workers = '1', names] = process.argv.slice(2);
const folder = new URL(`./results/${name}/`, import.meta.url).pathname;
const backend = {
  module: new URL('../backend-onnx/src/index.ts', import.meta.url).href,
  export: 'backend',
  options: { threads: 1 },
};
mkdirSync(folder, { recursive: true });

const tables: Record<string, () => Promise<string>> = {
  /** d = 20, batch 64, hidden 15, Adam 5e-3, 4,000 updates a stair, the last 500 counted (CLUB's notebook). */
  async club() {
    const climbs: Record<string, Stair[]> = {};
    const lines = ['| estimator | task | 2 | 4 | 6 | 8 | 10 |', '|---|---|---:|---:|---:|---:|---:|'];
    const critic = { critic: 'concatenated', hidden: [15] };
    const density = { hidden: [15], logVarianceLimit: 1 };
    const runs: [string, Record<string, unknown>][] = [
      ['nwj', critic],
      ['mine', critic],
      ['info-nce', critic],
      ['vub', density],
      ['l1-out', density],
      ['club', density],
      ['club-sample', density],
    ];
    for (const cubic of [false, true]) {
      for (const [estimator, options] of runs) {
        const stairs = await runStaircase({
          estimator,
          options,
          d: 20,
          cubic,
          stairs: [2, 4, 6, 8, 10],
          steps: 4000,
          counted: 500,
          batchSize: 64,
          learningRate: 5e-3,
          restart: true,
          seed: 1,
          backend: await opened,
        });
        const task = cubic ? 'cubic' : 'gaussian';
        if (!cubic) climbs[estimator] = stairs;
        const cells = stairs.map((s) => `${s.mean.toFixed(2)} ± ${Math.sqrt(s.variance).toFixed(2)}`);
        lines.push(`| \`${estimator}\` | ${task} | ${cells.join(' | ')} |`);
        console.error(lines.at(-1));
      }
    }
    writeFileSync(
      `${folder}/staircase.svg`,
      staircaseChart('CLUB’s protocol, correlated normals, d = 20', climbs),
    );
    return lines.join('\n');
  },

  /** d = 128, ρ = 0.5, N = 128, 3,000 updates; the mean of the last 500 (DoE's README). */
  async doe() {
    const lines = ['| estimator | estimate | published |', '|---|---:|---:|'];
    const critic = { critic: 'separable', hidden: [256], embedding: 128 };
    const runs: [string, string, Record<string, unknown>, number][] = [
      ['dv', '10.27', critic, 5e-4],
      ['mine', '9.38', critic, 5e-4],
      ['nwj', '9.25', critic, 5e-4],
      ['js', '5.55', critic, 5e-4],
      ['info-nce', '4.82', critic, 5e-4],
      ['interpolated', '8.18', critic, 5e-4],
      ['doe', '18.38', { hidden: [256] }, 1e-3],
      ['doe', '18.42', { hidden: [256], density: 'logistic' }, 1e-3],
    ];
    for (const [estimator, published, options, learningRate] of runs) {
      const [stair] = await runStaircase({
        estimator,
        options,
        d: 128,
        stairs: [-64 * Math.log(0.75)],
        steps: 3000,
        counted: 500,
        batchSize: 128,
        learningRate,
        seed: 1,
        backend: await opened,
      });
      const title = 'density' in options ? `${estimator}, ${options.density}` : estimator;
      lines.push(
        `| \`${title}\` | ${stair!.mean.toFixed(2)} ± ${Math.sqrt(stair!.variance).toFixed(2)} | ${published} |`,
      );
      console.error(lines.at(-1));
    }
    return lines.join('\n');
  },

  /** Mean absolute error at 10,000 samples of two correlated normals (VanessB/mutinfo, MAE-10000). */
  async mutinfo() {
    const lines = ['| estimator | 1 | 2 | 4 | 6 | 8 | 10 |', '|---|---:|---:|---:|---:|---:|---:|'];
    for (const estimator of ['ksg', 'mine', 'nwj', 'info-nce', 'doe']) {
      const cells: string[] = [];
      for (const nats of [1, 2, 4, 6, 8, 10]) {
        const { rows } = await runBenchmark({
          benchmark: `gaussian-1d-${nats}`,
          estimators: [estimator],
          n: 10_000,
          seeds: Number(count),
          folder,
          workers: Number(workers),
          backend,
        });
        cells.push(Math.abs(rows[0]!.bias!).toFixed(2));
      }
      lines.push(`| \`${estimator}\` | ${cells.join(' | ')} |`);
      console.error(lines.at(-1));
    }
    return lines.join('\n');
  },
};

const opened = name in tables && name !== 'mutinfo' ? openBackend(backend) : undefined;

const table =
  (await tables[name]?.()) ??
  benchmarkTable(
    (
      await runBenchmark({
        benchmark: name,
        ...(names && { estimators: names.split(',') }),
        n: 5000,
        seeds: Number(count),
        folder,
        workers: Number(workers),
        backend,
        onProgress: (done, of, last) => console.error(`${done}/${of} ${last}`),
      })
    ).rows,
  );
writeFileSync(`${folder}/table.md`, `${table}\n`);
console.log(table);
