import type { SearchSummary } from '../selected.ts';
import type { Statistics } from '../statistics.ts';
import type { BenchSummary } from '../summary.ts';
import { gridsOf } from './grid.ts';

/** A table: names of its columns, and its lines. */
export interface TablePart {
  readonly head: readonly string[];
  readonly lines: readonly (readonly string[])[];
}

/** A part of what a bench came to, whatever it is written as: a paragraph, a list of sentences, a table. */
export type Part = string | readonly string[] | TablePart;

export interface Section {
  readonly title: string;
  readonly parts: readonly Part[];
}

const SURE = {
  source: 'read there',
  secondary: 'read in another publication',
  memory: 'from memory, to be checked before it is cited',
} as const;

/** How to read the tables. */
export const legendOf = ({ selection }: BenchSummary): string =>
  `Weights: ${selection}. Percent; mean ± standard deviation over seeds (number of seeds). † marks what was trained otherwise than published: it is not held against print. ✓ and ≠ say whether an unmarked cell is within two standard deviations and two points of print; ? that a printed number was noted from memory.`;

/** Everything but the title, question and legend, in order. */
export function sectionsOf(summary: BenchSummary): Section[] {
  const { deviations, left } = summary;
  return [
    ...gridsOf(summary).map(({ setting, head, lines, notes }) => section(setting, { head, lines }, notes)),
    ...searchSection(summary.search),
    section('Differences', ...differences(summary.statistics)),
    section('Published numbers', sourcesOf(summary)),
    section('Where all trainings differ', deviations, left > 0 ? [`${left} trainings are not done.`] : []),
  ].filter(({ parts }) => parts.length > 0);
}

/** Without parts that are empty lists. */
const section = (title: string, ...parts: readonly Part[]): Section => ({
  title,
  parts: parts.filter((part) => !Array.isArray(part) || part.length > 0),
});

const signed = (value: number | null): string =>
  value === null ? '–' : `${value >= 0 ? '+' : '−'}${Math.abs(value).toFixed(1)}`;

const pText = (p: number | null): string => (p === null ? '–' : p < 0.001 ? '< 0.001' : p.toFixed(3));

function differences({
  measure,
  ranks,
  blocks,
  overBlocks,
  withinSettings,
  notes,
}: Statistics): readonly Part[] {
  const within: Part[] =
    withinSettings.length === 0
      ? [
          'Nothing is paired within a setting: that takes a first measure of the predictions alone, and methods tested on the same rows.',
        ]
      : [
          `Differences in ${measure}, in points: paired bootstrap of test patients within a setting, seeds averaged, 95 % intervals. They speak of the test images, not of the luck of training.`,
          {
            head: ['setting', 'method', 'against', 'difference', 'interval', 'p'],
            lines: withinSettings.map(({ setting, a, b, difference, low, high, pValue }) => [
              setting,
              a,
              b,
              signed(difference),
              `${signed(low)} to ${signed(high)}`,
              pText(pValue),
            ]),
          },
        ];
  const over: Part[] =
    overBlocks.length === 0 || blocks.length < 2
      ? []
      : [
          `Over ${blocks.length} settings (seeds averaged): average ranks, and Wilcoxon’s signed-rank test with Holm’s correction.`,
          {
            head: ['method', 'average rank'],
            lines: Object.entries(ranks)
              .sort(([, a], [, b]) => a - b)
              .map(([method, rank]) => [method, rank.toFixed(2)]),
          },
          {
            head: ['method', 'against', 'difference', 'p', 'p (Holm)'],
            lines: overBlocks.map(({ method, against, difference, pValue, adjusted }) => [
              method,
              against,
              signed(difference),
              pText(pValue),
              pText(adjusted),
            ]),
          },
        ];
  return [...within, ...over, notes];
}

const searchSection = (search: readonly SearchSummary[]): Section[] =>
  search.length === 0
    ? []
    : [
        section(
          'Search',
          `Selected: ${search[0]!.rule}. The table above has the selected settings; this one the whole search.`,
          {
            head: [
              'setting',
              'method',
              'draws',
              'best',
              'median',
              'quartiles',
              'above ERM’s median',
              'selected',
            ],
            lines: search.map(({ setting, method, draws, best, median, quartiles, aboveErm }) => [
              setting,
              method,
              String(draws.length),
              best?.toFixed(1) ?? '–',
              median?.toFixed(1) ?? '–',
              quartiles ? `${quartiles[0].toFixed(1)} to ${quartiles[1].toFixed(1)}` : '–',
              aboveErm === null ? '–' : `${Math.round(100 * aboveErm)} %`,
              JSON.stringify(draws.find(({ selected }) => selected)?.options ?? {}),
            ]),
          },
        ),
      ];

function sourcesOf({ rows }: BenchSummary): string[] {
  const sources = new Map(
    rows.flatMap(({ published }) =>
      published
        ? [
            [
              published.source,
              `${published.spreadIs ? `± ${published.spreadIs}; ` : ''}${SURE[published.sure]}`,
            ],
          ]
        : [],
    ),
  );
  return [...sources].map(([source, is]) => `${source} (${is}).`);
}
