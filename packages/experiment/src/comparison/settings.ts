import type { Summary } from '../record.ts';

/** One thing in which runs were not made alike. */
export interface SettingDifference {
  /** Keys from the top, joined by dots: `methods.mimm-x.options.weight.lambda`. */
  readonly path: string;
  /** Of each run, as text; null where it has none. */
  readonly values: readonly (string | null)[];
}

/** Keys of a config that decide no number. */
const SILENT = new Set(['name', 'question', 'loggers']);

/** Leaves of a JSON value by their paths. */
function leaves(value: unknown, path: string, found: Map<string, string>): Map<string, string> {
  const inside = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  if (inside.length === 0 && value !== undefined)
    found.set(path, typeof value === 'string' ? value : JSON.stringify(value));
  for (const [key, one] of inside) leaves(one, path === '' ? key : `${path}.${key}`, found);
  return found;
}

/** Where JSON values differ, path by path, in the order of the first; equal ones are left out. */
export function settingDifferences(values: readonly unknown[]): SettingDifference[] {
  const all = values.map((value) => leaves(value, '', new Map()));
  const paths = [...new Set(all.flatMap((own) => [...own.keys()]))];
  return paths
    .map((path) => ({ path, values: all.map((own) => own.get(path) ?? null) }))
    .filter(({ values: own }) => own.some((value) => value !== own[0]));
}

/** A config with every default filled in, as far as the record has them, less what decides no number. */
export function decided(config: unknown, summary: Summary): Record<string, unknown> {
  const given = Object.entries((config ?? {}) as Record<string, unknown>).filter(([key]) => !SILENT.has(key));
  const { resolved } = summary;
  return {
    ...Object.fromEntries(given),
    ...(resolved && {
      dataset: resolved.dataset,
      encoder: resolved.encoder,
      network: resolved.network,
      methods: resolved.methods,
    }),
  };
}
