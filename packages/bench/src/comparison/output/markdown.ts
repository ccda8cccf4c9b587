import type { SearchSummary } from '../selected.ts';
import type { Statistics } from '../statistics.ts';
import type { BenchSummary } from '../summary.ts';
import { type Grid, gridsOf } from './grid.ts';

const escaped = (text: string): string => text.replaceAll('|', '\\|');

/** A Markdown table. */
export const markdownTable = (head: readonly string[], lines: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...lines].map((line) => `| ${line.map(escaped).join(' | ')} |`).join('\n');

const list = (sentences: readonly string[]): string => sentences.map((text) => `- ${text}`).join('\n');

const section = ({ setting, head, lines, notes }: Grid): string =>
  [`## ${setting}`, markdownTable(head, lines), ...(notes.length > 0 ? [list(notes)] : [])].join('\n\n');

const signed = (value: number | null): string =>
  value === null ? '–' : `${value >= 0 ? '+' : '−'}${Math.abs(value).toFixed(1)}`;

const pText = (p: number): string => (p < 0.001 ? '< 0.001' : p.toFixed(3));

function statisticsSection(statistics: Statistics): string[] {
  const { ranks, blocks, overBlocks, withinSettings, notes } = statistics;
  const ordered = Object.entries(ranks).sort(([, a], [, b]) => a - b);
  return [
    '## Differences',
    ...(withinSettings.length > 0
      ? [
          `Differences in ${statistics.measure}, in points: paired bootstrap of test patients within a setting, seeds averaged, 95 % intervals. They speak of the test images, not of the luck of training.`,
          markdownTable(
            ['setting', 'method', 'against', 'difference', 'interval', 'p'],
            withinSettings.map(({ setting, a, b, difference, low, high, pValue }) => [
              setting,
              a,
              b,
              signed(difference),
              `${signed(low)} to ${signed(high)}`,
              pValue === null ? '–' : pText(pValue),
            ]),
          ),
        ]
      : ['No pair of methods was tested on the same rows, so nothing is paired within a setting.']),
    ...(overBlocks.length > 0 && blocks.length > 1
      ? [
          `Over ${blocks.length} settings (seeds averaged): average ranks, and Wilcoxon’s signed-rank test with Holm’s correction.`,
          markdownTable(
            ['method', 'average rank'],
            ordered.map(([method, rank]) => [method, rank.toFixed(2)]),
          ),
          markdownTable(
            ['method', 'against', 'difference', 'p', 'p (Holm)'],
            overBlocks.map(({ method, against, difference, pValue, adjusted }) => [
              method,
              against,
              signed(difference),
              pText(pValue),
              pText(adjusted),
            ]),
          ),
        ]
      : []),
    ...(notes.length > 0 ? [list(notes)] : []),
  ];
}

const searchSection = (search: readonly SearchSummary[]): string[] =>
  search.length === 0
    ? []
    : [
        '## Search',
        `Selected: ${search[0]!.rule}. The table above has the selected settings; this one the whole search.`,
        markdownTable(
          ['setting', 'method', 'draws', 'best', 'median', 'quartiles', 'above ERM’s median', 'selected'],
          search.map(({ setting, method, draws, best, median, quartiles, aboveErm }) => [
            setting,
            method,
            String(draws.length),
            best?.toFixed(1) ?? '–',
            median?.toFixed(1) ?? '–',
            quartiles ? `${quartiles[0].toFixed(1)} to ${quartiles[1].toFixed(1)}` : '–',
            aboveErm === null ? '–' : `${Math.round(100 * aboveErm)} %`,
            JSON.stringify(draws.find(({ selected }) => selected)?.options ?? {}),
          ]),
        ),
      ];

/** The whole bench as Markdown. */
export function benchMarkdown(summary: BenchSummary): string {
  const sources = new Map(
    summary.rows.flatMap(({ published }) =>
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
  return `${[
    `# ${summary.title}`,
    summary.question,
    `\`${summary.command}\`${summary.commit ? `, commit ${summary.commit.slice(0, 10)}${summary.commit.endsWith('+') ? ' with changes' : ''}` : ''}. Weights: ${summary.selection}. Percent; mean ± standard deviation over seeds (number of seeds). † marks what was trained otherwise than published: it is not held against print. ✓ and ≠ say whether an unmarked cell is within two standard deviations and two points of print; ? that a printed number was noted from memory.`,
    ...gridsOf(summary).map(section),
    ...searchSection(summary.search),
    ...statisticsSection(summary.statistics),
    ...(sources.size > 0
      ? ['## Published numbers', list([...sources].map(([source, is]) => `${source} (${is}).`))]
      : []),
    ...(summary.deviations.length > 0 ? ['## Where all trainings differ', list(summary.deviations)] : []),
    ...(summary.left > 0 ? [`${summary.left} trainings are not done.`] : []),
  ].join('\n\n')}\n`;
}

const SURE = {
  source: 'read there',
  secondary: 'read in another publication',
  memory: 'from memory, to be checked before it is cited',
} as const;
