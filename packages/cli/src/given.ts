import { UsageError } from './usage-error.ts';

/** The options of a command, as they came. */
export type Given = Readonly<Record<string, unknown>>;

/** Names with commas between them. */
export const list = (value: unknown): string[] | undefined =>
  typeof value === 'string' ? value.split(',').map((name) => name.trim()) : undefined;

/** A whole number ≥ `least`, or nothing if it was not given. @throws UsageError */
export function whole(name: string, given: Given, least = 1): number | undefined {
  const value = given[name];
  if (value === undefined) return undefined;
  const found = Number(value);
  if (Number.isInteger(found) && found >= least) return found;
  throw new UsageError(
    `--${name} ${value}: write a whole number from ${least}, e.g. --${name} ${Math.max(least, 5)}`,
  );
}
