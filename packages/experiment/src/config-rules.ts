import { MimmxError } from '@mimmx/core/contracts';
import { z } from 'zod';

/** Seeds of a run. One that stands there twice would be one training, reported as two that agree. */
export const seedList = z
  .array(z.number().int().nonnegative())
  .min(1)
  .max(10_000)
  .refine(
    (seeds) => new Set(seeds).size === seeds.length,
    'a seed is there twice: repeated seeds are one training',
  );

const UNFIT = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;
const LONGEST = 200;

/**
 * Names of trainings stand in tables, in terminals and in names of files, where upper and lower case may not count.
 *
 * @param say is told of each that is unfit
 */
export function checkMethodNames(names: readonly string[], say: (problem: string) => void): void {
  if (names.length === 0) say('name at least one method');
  const known = new Map<string, string>();
  for (const name of names) {
    if (name === '') say('give every method a name');
    if (UNFIT.test(name)) say('a name has no line breaks, and no control or direction characters');
    if (name.length > LONGEST) say(`a name has ${LONGEST} characters at most, and one has ${name.length}`);
    const alike = name.normalize('NFC').toLowerCase();
    const other = known.get(alike);
    if (other !== undefined) say(`"${other}" and "${name}" differ in upper and lower case alone; rename one`);
    known.set(alike, name);
  }
}

const DEEPEST = 100;

/**
 * Refuses keys called `__proto__`, which JSON and YAML can have and every copy of an object loses without a word; and
 * values that hold themselves or are nested too deeply to be written down.
 *
 * @throws E_OPTION
 */
export function refuseHiddenKeys(config: unknown): void {
  const open = new Set<unknown>();
  // YAML's aliases make few objects look like billions.
  const seen = new Set<unknown>();
  const walk = (value: unknown, path: readonly string[]): void => {
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return;
    if (open.has(value) || path.length > DEEPEST) {
      const where = path.slice(0, 3).join('.');
      throw new MimmxError(
        'E_OPTION',
        `Config: option "${where}" holds itself, or is too deep. Write it out.`,
      );
    }
    if (seen.has(value)) return;
    seen.add(value);
    open.add(value);
    for (const key of Object.keys(value)) {
      if (key === '__proto__') {
        throw new MimmxError('E_OPTION', `Config: unknown option "${[...path, key].join('.')}". Remove it.`);
      }
      walk((value as Record<string, unknown>)[key], [...path, key]);
    }
    open.delete(value);
  };
  walk(config, []);
}
