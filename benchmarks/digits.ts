/**
 * The judged tables: mimm-x against its twin without the MI term and group-balanced batches of the same shape.
 *
 *   npm run bench:digits                      every setting
 *   npm run bench:digits -- --only two,five   some of them
 *   npm run bench:digits -- --seeds 1         fewer seeds
 *   npm run bench:digits -- --methods mimm-x,lambda-0   these rows; others of their tables stay as they were
 *
 * Writes benchmarks/results/digits.json and digits.md; settings that were not asked for stay there as they were. A
 * stopped benchmark goes on where it was. `npm run bench:docs` then carries the numbers to the README and docs/method.md.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argument, commit } from './arguments.ts';
import { gain } from './docs/judged.ts';
import { type Gain, gainsOf } from './gains.ts';
import { type Cell, runGrid } from './grid.ts';
import { SETTINGS, type Setting } from './judged-settings.ts';
import { TRAINING } from './settings.ts';
import { markdown, type Row, rowsOf } from './statistics.ts';

const only = argument('--only')?.split(',') ?? Object.keys(SETTINGS);
const most = Number(argument('--seeds') ?? Number.POSITIVE_INFINITY);
const rows = argument('--methods')?.split(',');
const asked = Object.entries(SETTINGS)
  .filter(([name]) => only.includes(name))
  .map(([name, setting]) => ({ name, ...setting, seeds: Math.min(most, setting.seeds) }));

const cells: (Cell & { setting: string })[] = asked.flatMap(({ name, seeds, config }) =>
  Array.from({ length: seeds }, (_, seed) =>
    Object.entries(config.methods)
      .filter(([row]) => !rows || rows.includes(row))
      .map(([row, method]) => ({
        setting: name,
        row,
        seed,
        config: { ...config, methods: { [row]: method } } as Cell['config'],
      })),
  ).flat(),
);
const results = await runGrid(cells, { version: commit() });
/** A table as it is kept. */
interface Table extends Pick<Setting, 'title' | 'text' | 'seeds' | 'score'> {
  readonly methods: Readonly<Record<string, Row>>;
  readonly gains: Readonly<Record<string, Readonly<Record<string, Gain>>>>;
}
const place = join(import.meta.dirname, 'results');
const file = join(place, 'digits.json');
const before: { settings?: Record<string, Table> } = existsSync(file)
  ? JSON.parse(readFileSync(file, 'utf8'))
  : {};
const tables: Record<string, Table> = {};
for (const name of Object.keys(SETTINGS)) {
  const setting = asked.find((one) => one.name === name);
  if (setting) {
    const own = results.filter((_, i) => cells[i]!.setting === name);
    const { title, text, seeds, twin, config, score } = setting;
    const kept = rows && before.settings?.[name];
    const methods = { ...kept?.methods, ...rowsOf(own, score) };
    const order = Object.keys(config.methods).filter((row) => row in methods);
    tables[name] = {
      title,
      text,
      ...(score && { score }),
      seeds: Math.max(...Object.values(methods).map((row) => row.seeds ?? seeds)),
      methods: { ...Object.fromEntries(order.map((row) => [row, methods[row]!])), ...methods },
      gains: own.some(({ row }) => row === twin) ? await gainsOf(own, twin, score) : (kept?.gains ?? {}),
    };
  } else if (before.settings?.[name]) tables[name] = before.settings[name];
}
const command = 'npm run bench:digits';
writeFileSync(file, `${JSON.stringify({ command, training: TRAINING, settings: tables }, null, 2)}\n`);
const text = [
  '# Digits',
  '',
  `\`${command}\`: ${TRAINING.updates} encoder updates for every method (AdamW, learning rate from 1e-3 to 0 along a cosine, weight decay 1; the marker phantoms as their example says), the thesis's encoder, shifts by up to 2 pixels. Accuracy in %, mean ± standard deviation over seeds. Leakage: balanced accuracy in % of the most telling of five fresh probes (linear, kNN, MLP, trees, RBF), for the confounder that is read best, on held-out balanced data; chance is 50 (one divided by the classes of z), and the largest of several probes lies somewhat above it even when nothing leaks. Digits are tested on the 10,000 images of MNIST's test partition, by other writers than the training images'; every setting was chosen on other images ([decision 12](../../docs/decisions/0012-a-weight-that-comes-after-the-task.md)). Within a table the rows have the same width of f_y, standardisation, channel and budget, and mimm-x is as it is by default. "lambda-0" is mimm-x without its MI term and like it in everything else; gains are against it, paired by patient within each seed, 95 % intervals averaged over seeds.`,
  ...Object.values(tables).flatMap(({ title, text: about, seeds, score, methods, gains }) => [
    '',
    `## ${title}`,
    '',
    `${about} ${seeds} seed${seeds > 1 ? 's' : ''}.`,
    '',
    markdown(
      Object.fromEntries(
        Object.entries(methods).map(([name, row]) => [
          (row.seeds ?? seeds) === seeds ? name : `${name} (${row.seeds} seeds)`,
          row,
        ]),
      ),
      score,
    ),
    '',
    ...Object.entries(gains).map(
      ([row, measures]) =>
        `Gain of ${row}: ${Object.entries(measures)
          .map(([name, one]) => `${name} ${gain(one, score)}`)
          .join(', ')}.`,
    ),
  ]),
  '',
].join('\n');
writeFileSync(join(place, 'digits.md'), text);
console.log(text);
