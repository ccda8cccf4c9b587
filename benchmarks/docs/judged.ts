import { readFileSync } from 'node:fs';
import type { Gain } from '../gains.ts';
import type { MeanSd, Row } from '../statistics.ts';

/** A table of `results/digits.json`. */
export interface JudgedTable {
  readonly title: string;
  readonly seeds: number;
  readonly methods: Readonly<Record<string, Row>>;
  readonly gains: Readonly<Record<string, Readonly<Record<string, Gain>>>>;
}

export type Judged = Readonly<Record<string, JudgedTable>>;

/** The judged tables, by setting. */
export function readJudged(): Judged {
  const file = new URL('../results/digits.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { settings: Judged }).settings;
}

/** Trainings behind a row. */
export const seedsOf = (table: JudgedTable, row: string): number => table.methods[row]?.seeds ?? table.seeds;

export const percent = (value: number): string => (100 * value).toFixed(1);

export const spread = ({ mean, sd }: MeanSd): string =>
  sd > 0 ? `${percent(mean)} ± ${percent(sd)}` : percent(mean);

/** A difference in points, with a sign that is a minus. */
export const points = (value: number): string => `${value >= 0 ? '+' : '−'}${percent(Math.abs(value))}`;

/** What the term gains, with its interval. */
export const gain = ({ mean, low, high }: Gain): string =>
  `${points(mean)} (${points(low)} to ${points(high)})`;

/** What a measure of a table gains; its setting must have been run with both rows. */
export const gainOf = (table: JudgedTable, measure: 'inverted' | 'balanced' | 'worst group'): Gain =>
  table.gains['mimm-x']![measure]!;
