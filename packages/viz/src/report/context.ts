import type { Factor } from '@mimmx/core';
import type { MethodResult, Summary } from '@mimmx/experiment';
import type { DotRow } from '../charts/index.ts';
import type { ReportInput, ReportOptions } from './input.ts';
import { type Part, partOf, type Shift, shiftMeaning } from './meaning.ts';
import { type Headline, headlineOf } from './quantity.ts';
import { record } from './unknown.ts';

/** A method and its part in the report. */
export interface Contender {
  readonly name: string;
  readonly result: MethodResult;
  readonly part: Part;
}

/** What every section needs, worked out once. */
export interface Context {
  readonly input: ReportInput;
  readonly options: ReportOptions;
  readonly summary: Summary;
  readonly methods: readonly Contender[];
  /** What methods are measured by. */
  readonly headline: Headline;
  /** Names of the test shifts in the order of the record. */
  readonly shifts: readonly string[];
  /** What each of them is drawn like. */
  readonly meaning: (shift: string) => Shift;
  /** Shift on which groups are compared: a balanced one if there is one. */
  readonly groupShift: string | undefined;
  /** Shift that shows who leans on the confounders: an inverted one if there is one. */
  readonly hardShift: string | undefined;
  /** Coverage of the intervals as text: `95 %`. */
  readonly level: string;
  readonly seeds: number;
}

export function contextOf(input: ReportInput, options: ReportOptions): Context {
  const { summary } = input;
  const methods = Object.entries(summary.methods).map(
    ([name, result]): Contender => ({ name, result, part: partOf(result) }),
  );
  const shifts = [...new Set(methods.flatMap(({ result }) => Object.keys(result.shifts)))];
  const meaning = (shift: string) => shiftMeaning(shift, input.config);
  const inverted = shifts.find((name) => meaning(name) === 'inverted');
  const groupShift =
    shifts.find((name) => meaning(name) === 'balanced') ?? shifts.find((name) => name !== inverted);
  return {
    input,
    options,
    summary,
    methods,
    headline: headlineOf(summary.task.y),
    shifts,
    meaning,
    groupShift: groupShift ?? shifts[0],
    hardShift: inverted ?? groupShift,
    level: `${Number(((levelOf(input.config) ?? 0.95) * 100).toFixed(1))}\u202f%`,
    seeds: summary.seeds.length,
  };
}

/** How a shift is called in headings and sentences. */
export function shiftName(shift: string): string {
  const names: Readonly<Record<string, string>> = { inDistribution: 'in-distribution' };
  return names[shift] ?? shift.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A test set in a sentence: `the inverted test`. */
export const theTest = (shift: string | undefined): string => `the ${shiftName(shift ?? '')} test`;

/** Colour role of a method in the dot charts. */
export const roleOf = ({ part }: Contender): NonNullable<DotRow['role']> =>
  part === 'focus' ? 'accent' : 'ink';

/** Labels of a cell or group in the order y, z1, …, joined: `≥ 5 · thick · upright`. */
export function groupLabel(labels: Readonly<Record<string, string>>, factors: readonly Factor[]): string {
  const first = factors.map((factor) => factor.name).filter((name) => name in labels);
  const rest = Object.keys(labels).filter((name) => !first.includes(name));
  return [...first, ...rest].map((name) => labels[name]).join(' · ');
}

export const factorsOf = ({ task }: Summary): readonly Factor[] => [task.y, ...task.z];

function levelOf(config: unknown): number | undefined {
  const { level } = record(record(config).evaluation);
  return typeof level === 'number' ? level : undefined;
}
