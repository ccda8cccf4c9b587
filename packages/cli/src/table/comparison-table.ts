import type { RunComparison, RunDifference } from '@mimmx/experiment';
import { harmlessLine } from '../print.ts';
import { cellText } from './cells.ts';
import { usualMetrics } from './metrics.ts';
import { renderTable } from './table.ts';

const STANDINGS = {
  better: 'better',
  worse: 'worse',
  open: 'not shown to differ',
  unpaired: 'not paired',
} as const;

/** Settings that stand in a terminal; the page has all of them. */
const MOST_SETTINGS = 24;
const MOST_VALUE = 30;

/** Runs held against the first, as text: what was done otherwise, then the paired differences. */
export function comparisonTable(comparison: RunComparison, limit = 100): string {
  const { runs, settings, differences, unmatched, level } = comparison;
  const labels = runs.map(({ label }) => label);
  const shown = settings.slice(0, MOST_SETTINGS);
  const blocks = [
    settings.length === 0
      ? 'The settings are the same.'
      : `Settings that differ${shown.length < settings.length ? ` (${shown.length} of ${settings.length})` : ''}\n\n${renderRows(
          ['', ...labels],
          shown.map(({ path, values }) => [path, ...values.map((value) => value ?? '–')]),
        )}`,
    `Differences on the same test patients, in % where they are fractions [${(100 * level).toFixed(0)} % interval]`,
    ...labels.slice(1).map((label, i) =>
      runTable(
        comparison,
        differences.filter(({ run }) => run === i + 1),
        [labels[0]!, label],
        limit,
      ),
    ),
    ...notes(differences, labels),
    ...unmatched.flatMap(({ run, methods, missing }) => [
      ...(methods.length > 0 ? [`Only in ${labels[run]}, not compared: ${methods.join(', ')}`] : []),
      ...(missing.length > 0 ? [`Not in ${labels[run]}: ${missing.join(', ')}`] : []),
    ]),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function runTable(
  { runs }: RunComparison,
  rows: readonly RunDifference[],
  [first, second]: readonly [string, string],
  limit: number,
): string {
  const metrics = usualMetrics(runs[0]!.summary);
  const lines = rows.flatMap((row) => {
    const metric = metrics.find(({ measure }) => measure === row.measure);
    return metric ? [{ row, ...metric }] : [];
  });
  if (lines.length === 0) return `${second} less ${first}: no method is in both under one name`;
  const name = ({ row: { method, other } }: (typeof lines)[number]) =>
    method === other ? method : `${method} / ${other}`;
  const gap = ({ row, fraction }: (typeof lines)[number]) => {
    const text = (value: number | null) => cellText(value, fraction);
    const interval = row.low === null || row.high === null ? '' : ` [${text(row.low)}, ${text(row.high)}]`;
    return text(row.difference) + interval;
  };
  return renderTable(
    lines.map(name),
    [
      {
        heading: 'test',
        columns: [
          { heading: 'set', cells: lines.map(({ row }) => row.set) },
          { heading: 'measure', cells: lines.map(({ heading }) => heading) },
        ],
      },
      {
        heading: 'value',
        columns: [
          { heading: first, cells: lines.map(({ row, fraction }) => cellText(row.first, fraction)) },
          { heading: second, cells: lines.map(({ row, fraction }) => cellText(row.second, fraction)) },
        ],
      },
      {
        heading: `${second} less ${first}`,
        columns: [
          { heading: 'difference', cells: lines.map(gap) },
          { heading: '', cells: lines.map(({ row }) => STANDINGS[row.standing]) },
        ],
      },
    ],
    limit,
  );
}

/** Why rows were not paired, each reason once. */
function notes(rows: readonly RunDifference[], labels: readonly string[]): string[] {
  const said = new Set(
    rows
      .filter(({ standing }) => standing === 'unpaired')
      .map(({ run, set, note }) => `Not paired, ${labels[run]} on "${set}": ${note}`),
  );
  return said.size > 0 ? [[...said].join('\n')] : [];
}

/** Paths as long as they are, values cut where they are long. */
function renderRows(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const cut = (text: string) => (text.length > MOST_VALUE ? `${text.slice(0, MOST_VALUE - 1)}…` : text);
  const lines = [heads, ...rows].map(([path = '', ...values]) =>
    [path, ...values.map(cut)].map(harmlessLine),
  );
  const widths = heads.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  return lines
    .map((line) =>
      line
        .map((cell, i) => cell.padEnd(widths[i]!))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
