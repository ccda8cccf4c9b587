import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { DataPool } from '@mimmx/experiment';
import { UsageError } from '../usage-error.ts';

/** Folders that are called otherwise on this machine: there → here. */
export type Roots = readonly (readonly [there: string, here: string])[];

/**
 * Reads `THERE=HERE`, from options or from MIMMX_ROOTS (with `;` between).
 *
 * @throws UsageError
 */
export function parseRoots(given: readonly string[], env = process.env.MIMMX_ROOTS): Roots {
  const all = given.length > 0 ? given : (env ?? '').split(';').filter((one) => one !== '');
  return all.map((text) => {
    const equals = text.indexOf('=');
    const [there, here] = [text.slice(0, equals), text.slice(equals + 1)];
    if (equals < 1 || here === '' || !isAbsolute(there) || !isAbsolute(here)) {
      throw new UsageError(`--root ${text}: write --root /there=/here, two absolute paths`);
    }
    return [resolve(there), resolve(here)] as const;
  });
}

/** A path as it is called here. */
export function hereOf(path: string, roots: Roots): string {
  for (const [there, here] of roots) {
    const inside = relative(there, path);
    if (inside === '') return here;
    if (!isAbsolute(inside) && inside !== '..' && !inside.startsWith(`..${sep}`))
      return resolve(here, inside);
  }
  return path;
}

/** Every absolute path in options as it is called here. */
function mapped(value: unknown, roots: Roots): unknown {
  if (typeof value === 'string') return isAbsolute(value) ? hereOf(value, roots) : value;
  if (Array.isArray(value)) return value.map((inner) => mapped(inner, roots));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapped(inner, roots)]));
}

/** Opens data sets from where they lie on this machine. What a trial is, and its name, stay as they were. */
export const rootedPool = (pool: DataPool, roots: Roots): DataPool => ({
  open: (trial) =>
    roots.length === 0
      ? pool.open(trial)
      : pool.open({
          ...trial,
          dataset: {
            ...trial.dataset,
            options: mapped(trial.dataset.options, roots) as Record<string, unknown>,
          },
        }),
  close: () => pool.close(),
});
