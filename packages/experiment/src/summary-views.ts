import type { SampleSet } from '@mimmx/data';
import type { LeakageResult, ShiftResult, SummaryRow } from './record.ts';

/** The measures that tables and charts know by name, and what they are called in rows. */
const NAMED = {
  accuracy: 'accuracy',
  balancedAccuracy: 'balanced-accuracy',
  auroc: 'auroc',
  worstGroupAccuracy: 'worst-group accuracy',
} as const;

/** The measures of one shift that tables and charts know by name. */
export function shiftView(rows: readonly SummaryRow[], set: SampleSet): ShiftResult {
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
      const found = row('accuracy', partName(set.groups.labels(group)));
      return found
        ? [{ labels: set.groups.labels(group), count: found.count, accuracy: found.value ?? Number.NaN }]
        : [];
    }),
    ...(lost > 0 && lost < set.rows.length ? { lost } : {}),
  };
}

/** A group as rows of measures call it: y first, under that name, then the confounders. */
const partName = (labels: Readonly<Record<string, string>>): string =>
  Object.entries(labels)
    .map(([name, label], i) => `${i === 0 ? 'y' : name} = ${label}`)
    .join(', ');

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
