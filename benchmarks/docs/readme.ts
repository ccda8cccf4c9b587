import type { Row } from '../statistics.ts';
import { gain, gainOf, type Judged, type JudgedTable, percent, points, seedsOf, spread } from './judged.ts';

const NAMES: Readonly<Record<string, string>> = {
  'group-balanced': 'group-balanced batches',
  'lambda-0': 'mimm-x without its MI term',
};
const HEAD = [
  '| method | in-distribution | inverted | balanced | worst group | leakage (largest over z and probes) |',
  '|---|---|---|---|---|---|',
];

const cells = (row: Row): string =>
  [row.inDistribution, row.inverted, row.balanced, row.worstGroup, row.leakage].map(spread).join(' | ');

const lines = (table: JudgedTable): string[] => [
  ...HEAD,
  ...Object.entries(table.methods).map(([method, row]) => {
    const name = NAMES[method] ?? method;
    const seeds = seedsOf(table, method);
    return `| ${seeds === table.seeds ? name : `${name} (${seeds} seeds)`} | ${cells(row)} |`;
  }),
];

const gains = (table: JudgedTable): string =>
  `${gain(gainOf(table, 'inverted'))} points inverted, ${gain(gainOf(table, 'worst group'))} in the worst group, ${gain(gainOf(table, 'balanced'))} balanced`;

/** What the README says of the judged tables, and no more than they carry. */
export function readmeBlock(judged: Judged): string {
  const [two, five, scarce, wide, marker] = ['two', 'five', 'two-98', 'two-width-16', 'marker'].map(
    (name) => judged[name]!,
  ) as [JudgedTable, JudgedTable, JudgedTable, JudgedTable, JudgedTable];
  const of = (
    table: JudgedTable,
    row: string,
    measure: 'inDistribution' | 'inverted' | 'balanced' | 'leakage',
  ) => percent(table.methods[row]![measure].mean);
  const paid = five.methods['mimm-x']!.inDistribution.mean - five.methods['lambda-0']!.inDistribution.mean;
  return [
    `Two confounders, ${two.seeds} seeds:`,
    '',
    ...lines(two),
    '',
    `Five confounders, ${five.seeds} seeds, overlap sampling and images mixed within y:`,
    '',
    ...lines(five),
    '',
    "Mean ± standard deviation over seeds, every row of a table with the same width of f_y, standardisation and budget. Tested on MNIST's test partition, by writers whom no setting was chosen on.",
    '',
    `**What the MI term gives** over the same network, heads and batches without it (paired by patient, 95 % intervals): with two confounders ${gains(two)}; with five ${gains(five)}, and ${points(paid)} in-distribution. At 98:2 it takes the inverted test from ${of(scarce, 'lambda-0', 'inverted')} to ${of(scarce, 'mimm-x', 'inverted')}. With an f_y 16 numbers wide behind a noisy channel probes read ${of(wide, 'mimm-x', 'leakage')} % of a confounder, ${of(wide, 'lambda-0', 'leakage')} without the term and its bound. On a preset of chest phantoms where a fixed weight costs most, ${of(marker, 'mimm-x', 'balanced')} % are right on the balanced test, ${of(marker, 'lambda-0', 'balanced')} without the term. Most of what balanced batches and a narrow, standardised f_y do, they do without it.`,
  ].join('\n');
}
