import { readFileSync } from 'node:fs';
import type { Gain } from '../gains.ts';
import type { MeanSd, Row, Score } from '../statistics.ts';

/** A table of `results/digits.json`. */
export interface JudgedTable {
  readonly title: string;
  readonly seeds: number;
  /** Accuracy if absent. */
  readonly score?: Score;
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

/** A score as it is printed: accuracy in percent, an error in the unit of y. */
export const scored = (value: number, score: Score = 'accuracy'): string =>
  score === 'accuracy' ? percent(value) : value.toFixed(1);

export const spread = ({ mean, sd }: MeanSd): string =>
  sd > 0 ? `${percent(mean)} ± ${percent(sd)}` : percent(mean);

/** A difference in points, or in the unit of y, with a sign that is a minus. */
export const points = (value: number, score?: Score): string =>
  `${value >= 0 ? '+' : '−'}${scored(Math.abs(value), score)}`;

/** What the term gains, with its interval. */
export const gain = ({ mean, low, high }: Gain, score?: Score): string =>
  `${points(mean, score)} (${points(low, score)} to ${points(high, score)})`;

/** What a measure of a table gains; its setting must have been run with both rows. */
export const gainOf = (table: JudgedTable, measure: 'inverted' | 'balanced' | 'worst group'): Gain =>
  table.gains['mimm-x']![measure]!;
