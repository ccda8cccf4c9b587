import type { Factor } from '@mimmx/core';
import type { SampleSet } from '@mimmx/data';
import type { LeakageResult, ShiftResult, SummaryRow } from './record.ts';

/** The measures that tables and charts know by name, and what they are called in rows. */
const NAMED = {
  accuracy: 'accuracy',
  balancedAccuracy: 'balanced-accuracy',
  auroc: 'auroc',
  worstGroupAccuracy: 'worst-group accuracy',
} as const;

/**
 * What the rows of a record call a group: `y = ≥ 5, thickness = thick`, or the confounders alone where y is a number.
 *
 * @param labels label of each factor by its name, y's among them
 *
 * @example
 * rowGroup({ digit: '≥ 5', thickness: 'thick' }, task.y); // 'y = ≥ 5, thickness = thick'
 */
export const rowGroup = (labels: Readonly<Record<string, string>>, y: Factor): string =>
  Object.entries(labels)
    .filter(([name]) => y.kind === 'categorical' || name !== y.name)
    .map(([name, label]) => `${name === y.name ? 'y' : name} = ${label}`)
    .join(', ');

/** The measures of one shift that tables and charts know by name. */
export function shiftView(rows: readonly SummaryRow[], set: SampleSet, y: Factor): ShiftResult {
  const own = rows.filter((row) => row.set === set.name && row.probe === undefined);
  const row = (measure: string, group?: string) =>
    own.find((other) => other.measure === measure && other.group === group && other.factor === undefined);
  const names = Object.keys(NAMED) as (keyof typeof NAMED)[];
  const of = (name: keyof typeof NAMED) => row(NAMED[name]);
  const value = (name: keyof typeof NAMED) => of(name)?.value ?? Number.NaN;
  const sds = names.flatMap((name) => (of(name)?.sd === undefined ? [] : [[name, of(name)!.sd!] as const]));
  const groups = [...new Set(set.group)].filter((group) => group >= 0).sort((a, b) => a - b);
  const lost = set.rows.length - Math.max(...own.map(({ count }) => count));
  return {
    accuracy: value('accuracy'),
    balancedAccuracy: value('balancedAccuracy'),
    auroc: value('auroc'),
    worstGroupAccuracy: value('worstGroupAccuracy'),
    ...(sds.length > 0 ? { sd: Object.fromEntries(sds) } : {}),
    intervals: Object.fromEntries(
      names.flatMap((name) => {
        const { low, high } = of(name) ?? { low: null, high: null };
        return low === null || high === null ? [] : [[name, [low, high] as const]];
      }),
    ),
    perGroup: groups.flatMap((group) => {
      const found = row('accuracy', rowGroup(set.groups.labels(group), y));
      return found
        ? [{ labels: set.groups.labels(group), count: found.count, accuracy: found.value ?? Number.NaN }]
        : [];
    }),
    ...(lost > 0 && lost < set.rows.length ? { lost } : {}),
  };
}

/** What the probes read of one confounder; undefined if it could not be probed. */
export function leakageView(rows: readonly SummaryRow[], factor: string): LeakageResult | undefined {
  const row = (measure: string, probe?: string) =>
    rows.find((other) => other.measure === measure && other.factor === factor && other.probe === probe);
  const [linear, knn, mlp] = (['linear', 'knn', 'mlp'] as const).map((probe) => row('leakage', probe));
  if (!linear || !knn || !mlp || linear.value === null) return undefined;
  const interval = ({ low, high }: SummaryRow) => [low ?? Number.NaN, high ?? Number.NaN] as const;
  const switched = row('switched head');
  return {
    linear: linear.value,
    knn: knn.value ?? Number.NaN,
    mlp: mlp.value ?? Number.NaN,
    chance: row('leakage', 'chance')?.value ?? Number.NaN,
    ...(linear.sd !== undefined && {
      sd: { linear: linear.sd, knn: knn.sd ?? Number.NaN, mlp: mlp.sd ?? Number.NaN },
    }),
    intervals: { linear: interval(linear), knn: interval(knn), mlp: interval(mlp) },
    ...(switched?.value != null && { switchedHead: switched.value }),
  };
}
