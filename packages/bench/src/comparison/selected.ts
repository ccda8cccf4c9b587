import { type BenchGroup, groupsOf, valueIn } from './cells.ts';
import type { MethodProtocol } from './protocol.ts';
import type { BenchOutcome } from './run.ts';

/** The search of a row in a setting: what was drawn, what it came to, and which setting was selected. */
export interface SearchSummary {
  readonly method: string;
  readonly setting: string;
  /** The rule that selected, in words. */
  readonly rule: string;
  readonly draws: readonly {
    readonly number: number;
    readonly options: Readonly<Record<string, unknown>>;
    /** Of the protocol's first measure, mean over seeds; null if no seed has one. */
    readonly mean: number | null;
    /** What the rule compared. */
    readonly score: number | null;
    readonly selected: boolean;
  }[];
  readonly best: number | null;
  readonly median: number | null;
  readonly quartiles: readonly [number, number] | null;
  /** Share of the draws that come to more than the median of ERM's; null without ERM. */
  readonly aboveErm: number | null;
}

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((a, b) => a + b, 0) / values.length;

/** Quantile with linear interpolation, as R's type 7. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const [low, high] = [Math.floor(place), Math.ceil(place)];
  return sorted[low]! + (place - low) * (sorted[high]! - sorted[low]!);
}

/**
 * Picks one setting of the options for each row and setting of the data, by the protocol's rule, and tells the whole search.
 * A bench without search has one setting and nothing to tell.
 */
export function selectDraws(
  protocol: MethodProtocol,
  outcomes: readonly BenchOutcome[],
): { readonly groups: readonly BenchGroup[]; readonly search: readonly SearchSummary[] } {
  const [measure] = protocol.measures;
  const { rule = `chosen on the test set by ${measure!.name} (an oracle)`, score = measure!.of } =
    protocol.search ?? {};
  const sign = (protocol.search?.better ?? measure!.better) === 'higher' ? 1 : -1;
  const all = groupsOf(outcomes).map(({ row, setting, outcomes: own }) => {
    const numbers = [...new Set(own.map(({ draw }) => draw.number))];
    const draws = numbers.map((number) => {
      const trials = own.filter(({ draw }) => draw.number === number);
      const values = (of: (one: BenchOutcome) => number | null) =>
        mean(trials.flatMap((one) => of(one) ?? []));
      return {
        number,
        trials,
        options: trials[0]!.draw.options,
        mean: values((one) => valueIn(measure!, one)),
        score: values(({ result }) => (result ? score(result) : null)),
      };
    });
    const best = draws.reduce((a, b) =>
      (b.score ?? -Infinity) * sign > (a.score ?? -sign * Infinity) * sign ? b : a,
    );
    return { row, setting, draws, best };
  });
  const search = all
    .filter(({ draws }) => draws.length > 1)
    .map(({ row, setting, draws, best }): SearchSummary => {
      const values = draws.flatMap((draw) => draw.mean ?? []);
      const erm = all.find((other) => other.row === 'erm' && other.setting === setting);
      const ofErm = erm?.draws.flatMap((draw) => draw.mean ?? []) ?? [];
      const bar = ofErm.length > 0 ? quantile(ofErm, 0.5) : null;
      const direction = measure!.better === 'higher' ? 1 : -1;
      return {
        method: row,
        setting,
        rule,
        draws: draws.map(({ trials: _, ...draw }) => ({ ...draw, selected: draw.number === best.number })),
        best: best.mean,
        median: values.length > 0 ? quantile(values, 0.5) : null,
        quartiles: values.length > 0 ? [quantile(values, 0.25), quantile(values, 0.75)] : null,
        aboveErm:
          bar === null || values.length === 0
            ? null
            : values.filter((value) => direction * value > direction * bar).length / values.length,
      };
    });
  return { groups: all.map(({ row, setting, best }) => ({ row, setting, outcomes: best.trials })), search };
}
