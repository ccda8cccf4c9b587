type Json = unknown;

const isObject = (value: Json): value is Record<string, Json> => typeof value === 'object' && value !== null;

/** Where two JSON values differ first. */
export interface Difference {
  /** Keys from the top, joined by dots. */
  readonly path: string;
  readonly recorded: Json;
  readonly given: Json;
}

/** The first place, in the order of the recorded keys, where two JSON values differ; null if they are equal. */
export function firstDifference(
  recorded: Json,
  given: Json,
  path: readonly string[] = [],
): Difference | null {
  if (!isObject(recorded) || !isObject(given) || Array.isArray(recorded) !== Array.isArray(given)) {
    return Object.is(recorded, given) ? null : { path: path.join('.'), recorded, given };
  }
  for (const key of new Set([...Object.keys(recorded), ...Object.keys(given)])) {
    const difference = firstDifference(recorded[key], given[key], [...path, key]);
    if (difference) return difference;
  }
  return null;
}
