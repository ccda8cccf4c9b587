import { type Difference, firstDifference } from '../first-difference.ts';

/** How a configuration relates to the one that a run was begun with. */
export type Relation =
  | { readonly kind: 'same' }
  /** Something was added that leaves what was trained as it is. */
  | { readonly kind: 'grown'; readonly added: string }
  | { readonly kind: 'other'; readonly difference: Difference };

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A configuration without what only watches. */
function decisive(config: unknown): unknown {
  if (!isRecord(config)) return config;
  const { loggers: _, ...rest } = config;
  return rest;
}

/**
 * Holds a configuration against the recorded one. A run may grow by seeds, at the end of their list, and by methods;
 * everything else decides what its trials come to.
 */
export function relate(before: unknown, now: unknown): Relation {
  const [recorded, given] = [decisive(before), decisive(now)];
  const difference = firstDifference(recorded, given);
  if (!difference) return { kind: 'same' };
  if (!isRecord(recorded) || !isRecord(given)) return { kind: 'other', difference };

  const added: string[] = [];
  const cut: Record<string, unknown> = { ...given };
  const { seeds, methods } = recorded;
  if (Array.isArray(seeds) && Array.isArray(given.seeds) && given.seeds.length > seeds.length) {
    cut.seeds = given.seeds.slice(0, seeds.length);
    added.push(`seeds ${given.seeds.slice(seeds.length).join(', ')}`);
  }
  if (isRecord(methods) && isRecord(given.methods)) {
    const names = Object.keys(given.methods).filter((name) => !Object.hasOwn(methods, name));
    cut.methods = Object.fromEntries(
      Object.entries(given.methods).filter(([name]) => Object.hasOwn(methods, name)),
    );
    if (names.length > 0) added.push(`methods ${names.map((name) => `"${name}"`).join(', ')}`);
  }
  const left = firstDifference(recorded, cut);
  return left ? { kind: 'other', difference: left } : { kind: 'grown', added: added.join('; ') };
}
