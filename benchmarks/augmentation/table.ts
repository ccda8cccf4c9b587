import { gain, percent } from '../docs/judged.ts';
import type { Gain } from '../gains.ts';
import { type MeanSd, markdown, meanSd, type Row } from '../statistics.ts';
import type { JudgedGenerator } from './generator.ts';
import { type Choice, PAIRS, WITHOUT } from './rows.ts';

/** A setting as it is kept. */
export interface AugmentationTable {
  readonly title: string;
  readonly text: string;
  readonly seeds: number;
  readonly methods: Readonly<Record<string, Row>>;
  /** Seconds of the whole training, the generator's among them. */
  readonly seconds: Readonly<Record<string, MeanSd>>;
  /** By row and twin, as `row − twin`. */
  readonly gains: Readonly<Record<string, Readonly<Record<string, Gain>>>>;
  /** The generator of each seed. */
  readonly generators: readonly JudgedGenerator[];
}

export const pairName = (row: string, twin: string): string => `${row} − ${twin}`;

/** The page of all settings, as Markdown. */
export const augmentationText = (
  tables: Readonly<Record<string, AugmentationTable>>,
  made: Choice & { readonly command: string; readonly updates: number },
): string =>
  [
    '# Augmentation with counterfactual images',
    '',
    `\`${made.command}\`. A generator (\`vae\`, ${made.updates} updates, ${made.tuning === 'none' ? 'not tuned' : `tuned with ${made.tuning} targets`}) for each seed, trained on the classifiers' own training images. \`cf-augment\` puts every image of a batch through it, with the confounders of ${100 * made.share} % drawn anew (of all of them in the row of uniform batches) and ${made.pixelNoise} of the pixel's residual kept. All rows have the shape, the sampling (but for uniform batches) and the budget of the [judged tables](digits.md), where accuracy and leakage are described; differences are paired by patient within each seed, 95 % intervals averaged over seeds.`,
    ...Object.values(tables).flatMap((table) => ['', ...shownTable(table, made.pixelNoise)]),
    '',
  ].join('\n');

/** Every table of a setting. */
function shownTable(table: AugmentationTable, pixelNoise: number): string[] {
  const { title, text, seeds, methods, seconds, gains, generators } = table;
  const pairs = PAIRS.filter(({ row, twin }) => gains[pairName(row, twin)]);
  return [
    `## ${title}`,
    '',
    `${text} ${seeds} seed${seeds > 1 ? 's' : ''}.`,
    '',
    markdown(methods),
    '',
    '| difference | shows | inverted | balanced | worst group |',
    '|---|---|---|---|---|',
    ...pairs.map(({ row, twin, shows }) => {
      const own = gains[pairName(row, twin)]!;
      const cells = ['inverted', 'balanced', 'worst group'].map((name) => gain(own[name]!));
      return `| ${pairName(row, twin)} | ${shows} | ${cells.join(' | ')} |`;
    }),
    '',
    '| training | seconds | ms an update | of them in the generator |',
    '|---|---|---|---|',
    ...Object.entries(seconds).map(([row, { mean, sd }]) => {
      const [own, without] = [row, WITHOUT[row] ?? ''].map((name) => methods[name]?.updateMs.mean);
      const share = own && without ? `${percent(1 - without / own)} %` : '';
      return `| ${row} | ${mean.toFixed(0)} ± ${sd.toFixed(0)} | ${own?.toFixed(0) ?? ''} | ${share} |`;
    }),
    '',
    ...generatorLines(generators, pixelNoise),
  ];
}

/** What the judge of each generator sees, means over seeds in %. */
function generatorLines(generators: readonly JudgedGenerator[], pixelNoise: number): string[] {
  const of = (value: (one: JudgedGenerator) => number) => percent(meanSd(generators.map(value)).mean);
  const [first] = generators;
  const confounders = Object.keys(first!.after[pixelNoise]!);
  const y = Object.keys(first!.real).find((name) => !confounders.includes(name))!;
  return [
    `The generator, in the eyes of an independent network (balanced training digits; % right, on real images ${y} ${of(({ real }) => real[y]!)}):`,
    '',
    '| intervention | sees it on real images | sees the intervened value | y as it was |',
    '|---|---|---|---|',
    ...confounders.map(
      (name) =>
        `| do(${name}) | ${of(({ real }) => real[name]!)} | ${of(({ after }) => after[pixelNoise]![name]!.arrived)} | ${of(({ after }) => after[pixelNoise]![name]!.y)} |`,
    ),
  ];
}
