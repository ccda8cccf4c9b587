import type { StudyConfig } from '@mimmx/counterfactual';
import { type MeasureRow, meanAndSd } from '@mimmx/evaluation';

/** A measure of one tuning and one seed. */
export interface JudgedRow extends MeasureRow {
  readonly tuning: string;
  readonly seed: number;
  /** How parents enter the image model, where there are several. */
  readonly conditioning?: string;
}

/** What the tables are of. */
export interface About {
  readonly data: string;
  /** What sets a table apart from the others of a page. */
  readonly apart: string;
  /** What is repeated: seeds, folds. */
  readonly repeated: 'seed' | 'fold';
  /** Images and trainings, in a sentence. */
  readonly sizes: string;
  /** Whether the bars of ambiguous digits are asked of it. */
  readonly barred: boolean;
  readonly command: string;
}

const round = (value: number) => Math.round(value * 100) / 100;
const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

/** Mean over seeds with its 95 % interval, or the interval over images where there is one seed. */
function pooled(rows: readonly JudgedRow[]) {
  const values = rows.map(({ value }) => value!);
  const [one] = rows as [JudgedRow];
  if (values.length === 1) return { value: values[0]!, low: one.low, high: one.high };
  const { value, half } = meanAndHalf(values);
  return { value, low: value - half, high: value + half };
}

/** Mean over seeds or folds, and half of its 95 % interval (Student's t). */
export function meanAndHalf(values: readonly number[]): { readonly value: number; readonly half: number } {
  const { mean: value, sd } = meanAndSd(values);
  return { value, half: ((T95[values.length - 2] ?? 1.96) * sd) / Math.sqrt(values.length) };
}
/** Student's t at 97.5 % with 1, 2, … degrees of freedom. */
const T95 = [12.71, 4.3, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26];

function groupBy(rows: readonly JudgedRow[], key: (row: JudgedRow) => string): JudgedRow[][] {
  const groups = new Map<string, JudgedRow[]>();
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
  return [...groups.values()];
}

type Mean = (tuning: string, kind: string) => number;

/**
 * What was asked before anything was run, over all predictors and seeds; `matched`, which is ours, beside what is published.
 *
 * @param others as `all`, without the predictor that tuned: it is no evidence of its own tuning
 */
function bars(all: Mean, others: Mean, errorOf: (tuning: string) => number): string[] {
  const known = ['hard', 'soft', 'matched'].filter((tuning) => !Number.isNaN(all(tuning, 'off-target')));
  if (!known.includes('hard') || !known.includes('soft')) return [];
  const line = (what: string, tuning: string, kind: string, met: (value: number) => boolean) => {
    const value = all(tuning, kind);
    return `| ${tuning}: ${what} | ${value.toFixed(1)} | ${others(tuning, kind).toFixed(1)} | ${met(value) ? 'yes' : '**no**'} |`;
  };
  const error = errorOf('hard');
  return [
    '| bar | came to | by the judges that did not tune | met, by all judges |',
    '|---|---|---|---|',
    line('off target ≥ 8', 'hard', 'off-target', (value) => value >= 8),
    ...known.slice(1).flatMap((tuning) => {
      const own = errorOf(tuning);
      return [
        line('off target ≤ 2', tuning, 'off-target', (value) => value <= 2),
        line('target within ± 3 of real images', tuning, 'target', (value) => Math.abs(value) <= 3),
        `| ${tuning}: error to the true counterfactual at most hard's | ${own.toFixed(1)}, ${error.toFixed(1)} | | ${own <= error ? 'yes' : '**no**'} |`,
      ];
    }),
    '',
    `The null intervention, which changes no attribute, moves them by ${known.map((tuning) => `${all(tuning, 'null').toFixed(1)} (${tuning})`).join(', ')}: what a decoder paints of its parents, it paints whatever was intervened on.`,
  ];
}

/** What the benchmark commits: every cell of every matrix, and the table that is read. */
export function amplificationTables(
  judged: readonly JudgedRow[],
  tunings: readonly string[],
  options: StudyConfig,
  about: About,
) {
  const cells = judged.filter(({ measure }) => measure === 'amplification');
  const rows = groupBy(cells, ({ tuning, set, factor, probe, group }) =>
    [tuning, set, factor, probe, group].join('|'),
  ).map((group) => {
    const [one] = group as [JudgedRow];
    const { value, low, high } = pooled(group);
    return {
      data: about.data,
      ...(one.conditioning && { conditioning: one.conditioning }),
      tuning: one.tuning,
      intervention: one.set,
      attribute: one.factor!,
      kind: one.group!,
      predictor: one.probe!,
      delta: round(value),
      low: low === null ? null : round(low),
      high: high === null ? null : round(high),
      seeds: group.length,
    };
  });
  const errors = groupBy(
    judged.filter(({ measure }) => measure === 'true-counterfactual error'),
    ({ tuning, set }) => `${tuning}|${set}`,
  ).map((group) => ({
    ...(group[0]!.conditioning && { conditioning: group[0]!.conditioning }),
    tuning: group[0]!.tuning,
    intervention: group[0]!.set,
    ...pooled(group),
    seeds: group.length,
  }));
  const seeds = new Set(judged.map(({ seed }) => seed)).size;
  const scale = errors.length > 0 ? ' The error to the true counterfactual is on the scale 0 to 255.' : '';
  const lines = [
    `# Amplification: ${about.data}, ${about.apart}`,
    '',
    'Points of AUC, forced interventions; 0 is ideal everywhere. `off-target` is the mean over the attributes that were',
    seeds === 1
      ? `not intervened on. One ${about.repeated}: the intervals in the JSON are over images.${scale}`
      : `not intervened on, ± half of its 95 % interval over ${seeds} ${about.repeated}s.${scale}`,
    `${about.sizes}, image model \`${options.model.name}\` of ${options.training.updates} updates, ${options.pixelNoise === 1 ? 'all' : options.pixelNoise} of the pixel's residual.`,
    '',
    '| tuning | predictor | target ΔAUC | off-target ΔAUC | largest off-target | null | error to the true counterfactual |',
    '|---|---|---|---|---|---|---|',
  ];
  for (const tuning of tunings) {
    const error = mean(errors.filter((one) => one.tuning === tuning).map((one) => one.value));
    for (const predictor of new Set(rows.map((row) => row.predictor))) {
      const own = cells.filter((row) => row.tuning === tuning && row.probe === predictor);
      const bySeed = (kind: string, of: (values: number[]) => number) =>
        groupBy(
          own.filter((row) => row.group === kind),
          ({ seed }) => String(seed),
        ).map((rows) => of(rows.map(({ value }) => value!)));
      const shown = (kind: string, of = (values: number[]) => mean(values)) => {
        const values = bySeed(kind, of);
        const { value, half } = meanAndHalf(values);
        return values.length > 1 ? `${value.toFixed(1)} ± ${half.toFixed(1)}` : value.toFixed(1);
      };
      lines.push(
        `| ${[tuning, predictor, shown('target'), shown('off-target'), shown('off-target', (values) => Math.max(...values)), shown('null'), errors.length > 0 ? error.toFixed(1) : '–'].join(' | ')} |`,
      );
    }
  }
  const meansOf =
    (counts: (probe: string | undefined) => boolean): Mean =>
    (tuning, kind) =>
      mean(
        cells
          .filter((row) => row.tuning === tuning && row.group === kind && counts(row.probe))
          .map(({ value }) => value!),
      );
  const errorOf = (tuning: string) =>
    mean(errors.filter((one) => one.tuning === tuning).map(({ value }) => value));
  lines.push(
    '',
    ...(about.barred
      ? [
          ...bars(
            meansOf(() => true),
            meansOf((probe) => probe !== 'own'),
            errorOf,
          ),
          '',
        ]
      : []),
    `Command: \`${about.command}\``,
    '',
  );
  return { json: { rows, errors, options, sizes: about.sizes }, markdown: lines.join('\n') };
}

/** The tables of a page as one object, and their options by name. */
export const mergedTables = (
  tables: readonly Pick<ReturnType<typeof amplificationTables>, 'json'>[],
  names: readonly string[],
) => ({
  rows: tables.flatMap(({ json }) => json.rows),
  errors: tables.flatMap(({ json }) => json.errors),
  options: Object.fromEntries(tables.map(({ json }, i) => [names[i]!, json.options])),
  sizes: Object.fromEntries(tables.map(({ json }, i) => [names[i]!, json.sizes])),
});
