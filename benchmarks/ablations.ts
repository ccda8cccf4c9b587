/**
 * Every differentiable estimator, every weighter and every balancer as part of mimm-x's term, at an equal, small budget:
 * does it train, what does it come to, what does it cost? Judged on the development digits (see mnist.ts).
 *
 *   npm run bench:ablations [-- --only mine,dwa] [--updates 200]
 *
 * Writes benchmarks/results/ablations.json and ablations.md, and the line of each page in packages/weighter/docs. One process;
 * what is done is not done again.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDataPool, resolveConfig, runTrials, type Trial, trialsOf } from '@mimmx/experiment';
import { folderTrials } from '@mimmx/experiment/node';
import { argument, commit } from './arguments.ts';
import { registry } from './registry.ts';
import { digits, forDevelopment, TWO } from './settings.ts';
import { type Row, rowOf } from './statistics.ts';
import { type Part, partsOfTheTerm } from './term-parts.ts';

const updates = Number(argument('--updates') ?? 200);
const seed = 100;
const only = argument('--only')?.split(',');
const parts = partsOfTheTerm(registry).filter(({ name }) => !only || only.includes(name));

/** A row of the table: what a part came to, or why it did not. */
interface Found extends Pick<Part, 'kind' | 'name' | 'options'> {
  readonly row?: Row;
  readonly failed?: string;
}

const place = join(import.meta.dirname, '..', '.cache', 'ablations', commit());
mkdirSync(place, { recursive: true });
const store = folderTrials(place);
const backend = registry.create('backend', 'onnx', {}, { device: 'cpu', threads: 1 });
await backend.setup();
const data = createDataPool(registry, process.cwd());

async function tried(part: Part): Promise<Found> {
  const { kind, name, options } = part;
  const input = forDevelopment(
    digits({ [name]: { method: 'mimm-x', options } }, TWO(0.9), { updates, logEvery: updates }),
  );
  const config = { ...input, evaluation: { ...input.evaluation, probePatients: 2000 } };
  const [trial] = trialsOf(resolveConfig({ ...config, seeds: [seed] })) as [Trial];
  try {
    const [result] = await runTrials([trial], { registry, backend, store, data });
    return { kind, name, options, row: rowOf([{ row: name, seed, config, trial, result: result! }]) };
  } catch (error) {
    return { kind, name, options, failed: error instanceof Error ? error.message : String(error) };
  }
}

const found: Found[] = [];
for (const part of parts) {
  const one = await tried(part);
  console.error(`${part.kind} ${part.name}: ${one.failed ?? 'trained'}`);
  found.push(one);
}
await data.close();

const percent = (value: number) => (100 * value).toFixed(1);
const line = ({ kind, name, row, failed }: Found): string =>
  row
    ? `| ${kind} | ${name} | yes | ${[row.inDistribution, row.inverted, row.balanced, row.worstGroup, row.leakage].map(({ mean }) => percent(mean)).join(' | ')} | ${row.updateMs.mean.toFixed(0)} |`
    : `| ${kind} | ${name} | no: ${failed} | | | | | | |`;
const command = 'npm run bench:ablations';
const text = `# Estimators, weighters and balancers as parts of the term

\`${command}\`: two confounders at 90:10, judged on the development digits, seed ${seed}, ${updates} updates (less than a seventh of what the other tables have, so that all of it fits: levels are lower than there), everything but the named part as mimm-x has it by default. In %: in-distribution, inverted, balanced, worst group, and the largest of five probes over the confounders; ms of one update on a machine with other work, so read large differences only. An estimator is held against the confounders' features, or their labels where it takes classes alone. One seed: differences below two points say little.

| part | name | trains | in-distribution | inverted | balanced | worst group | leakage | ms |
|---|---|---|---|---|---|---|---|---|
${found.map(line).join('\n')}
`;
const results = join(import.meta.dirname, 'results');
writeFileSync(
  join(results, 'ablations.json'),
  `${JSON.stringify({ command, seed, updates, strengths: TWO(0.9), parts: found }, null, 2)}\n`,
);
writeFileSync(join(results, 'ablations.md'), text);
console.log(text);

const sentence = (row: Row): string => {
  const leaks = Object.entries(row.leakageOf).map(([z, leak]) => `${z} ${percent(leak.mean)}`);
  return `Inverted ${percent(row.inverted.mean)} %, balanced ${percent(row.balanced.mean)} %, worst group ${percent(row.worstGroup.mean)} %; most telling probe: ${leaks.join(', ')} % (\`${command}\`, ${updates} updates, 1 seed; [all of them](../../../benchmarks/results/ablations.md)).`;
};
for (const { kind, name, row } of found) {
  if (!row || (kind !== 'weighter' && kind !== 'balancer')) continue;
  const page = join(import.meta.dirname, '..', 'packages', 'weighter', 'docs', `${name}.md`);
  const mark = new RegExp(`(<!-- ablation:${name} -->\\n)[^\\n]*`);
  const before = readFileSync(page, 'utf8');
  writeFileSync(
    page,
    before.replace(mark, (_, start: string) => `${start}${sentence(row)}`),
  );
}
