import type { Factor } from '@mimmx/core';
import type { MethodResult, ShiftResult, Summary } from '@mimmx/experiment';
import type { DotRow } from '../charts/index.ts';
import { known, type Maybe } from '../numbers.ts';
import type { ReportInput, ReportOptions } from './input.ts';

/** A method and its part in the report: the one in question, one to compare with, or an upper end that is no competitor. */
export interface Contender {
  readonly name: string;
  readonly result: MethodResult;
  readonly part: 'focus' | 'rival' | 'oracle';
}

/** What every section needs, worked out once. */
export interface Context {
  readonly input: ReportInput;
  readonly options: ReportOptions;
  readonly summary: Summary;
  readonly methods: readonly Contender[];
  /** Names of the test shifts in the order of the record. */
  readonly shifts: readonly string[];
  /** Shift on which groups are compared: the balanced one if there is one. */
  readonly groupShift: string | undefined;
  /** Shift that shows who leans on the confounders: the inverted one if there is one. */
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
  const groupShift = shifts.includes('balanced') ? 'balanced' : shifts.find((name) => name !== 'inverted');
  return {
    input,
    options,
    summary,
    methods,
    shifts,
    groupShift: groupShift ?? shifts[0],
    hardShift: shifts.includes('inverted') ? 'inverted' : groupShift,
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

export const shiftOf = (method: Contender, shift: string | undefined): ShiftResult | undefined =>
  shift === undefined ? undefined : method.result.shifts[shift];

/** Colour role of a method in the dot charts. */
export const roleOf = ({ part }: Contender): NonNullable<DotRow['role']> =>
  part === 'focus' ? 'accent' : 'ink';

/** The probe that reads a confounder best, with its interval. Null if no probe has a value. */
export function bestProbe(method: Contender, z: string): BestProbe | null {
  const leakage = method.result.leakage[z];
  if (!leakage) return null;
  let best: BestProbe | null = null;
  for (const probe of PROBES) {
    const value: Maybe = leakage[probe];
    if (known(value) && (!best || value > best.value)) {
      best = { probe, value, chance: leakage.chance, interval: leakage.intervals?.[probe] };
    }
  }
  return best;
}

/** The categorical confounder that probes read best from a method's features. */
export const mostReadable = (
  { task }: Summary,
  method: Contender,
): (BestProbe & { readonly z: string }) | undefined =>
  task.z
    .filter((factor) => factor.kind === 'categorical')
    .flatMap(({ name }) => {
      const probe = bestProbe(method, name);
      return probe ? [{ ...probe, z: name }] : [];
    })
    .sort((a, b) => b.value - a.value)[0];

export interface BestProbe {
  readonly probe: (typeof PROBES)[number];
  readonly value: number;
  readonly chance: number;
  readonly interval: readonly [number, number] | undefined;
}

export const PROBES = ['linear', 'knn', 'mlp'] as const;
export const probeNames: Readonly<Record<(typeof PROBES)[number], string>> = {
  linear: 'linear',
  knn: 'kNN',
  mlp: 'MLP',
};

/** Labels of a cell or group in the order y, z1, …, joined: `≥ 5 · thick · upright`. */
export function groupLabel(labels: Readonly<Record<string, string>>, factors: readonly Factor[]): string {
  const first = factors.map((factor) => factor.name).filter((name) => name in labels);
  const rest = Object.keys(labels).filter((name) => !first.includes(name));
  return [...first, ...rest].map((name) => labels[name]).join(' · ');
}

export const factorsOf = ({ task }: Summary): readonly Factor[] => [task.y, ...task.z];

function partOf(result: MethodResult): Contender['part'] {
  if (result.plugin === 'mimm-x') return 'focus';
  return result.plugin === 'oracle' || result.settings?.trainsOn === 'balanced' ? 'oracle' : 'rival';
}

function levelOf(config: unknown): number | undefined {
  if (typeof config !== 'object' || config === null || !('evaluation' in config)) return undefined;
  const { evaluation } = config;
  if (typeof evaluation !== 'object' || evaluation === null || !('level' in evaluation)) return undefined;
  return typeof evaluation.level === 'number' ? evaluation.level : undefined;
}
