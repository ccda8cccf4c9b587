import type { ClassMapping } from '@mimmx/data';
import { UsageError } from '../usage-error.ts';

/**
 * Reads `--map "sex: woman=F"`: in the other data's column `sex`, their class is the model's. Without a class of the
 * model (`sex: unknown=`) its rows are left out.
 *
 * @throws UsageError
 */
export function classMapping(entries: readonly string[]): Record<string, ClassMapping> {
  const mapping: Record<string, Record<string, string | null>> = {};
  for (const entry of entries) {
    const [, factor, theirs, ours] = /^([^:]+):\s*([^=]+)=(.*)$/.exec(entry) ?? [];
    if (factor === undefined || theirs === undefined || ours === undefined) {
      throw new UsageError(`--map "${entry}": write --map "factor: their class=class of the model"`);
    }
    const name = factor.trim();
    const to = ours.trim();
    mapping[name] = { ...mapping[name], [theirs.trim()]: to === '' ? null : to };
  }
  return mapping;
}
