import { MimmxError, suggest } from '@mimmx/core';
import { UsageError } from '../usage-error.ts';

type Tree = Record<string, unknown>;

const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** JSON where it is JSON (`3`, `true`, `[0,1]`, `"3"`), else the text itself. */
function parseValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Keys of a path: `a.b`, and `a\.b` for a key with a dot in it. */
const keysOf = (path: string): string[] => path.split(/(?<!\\)\./).map((key) => key.replaceAll('\\.', '.'));

function assign(tree: Tree, path: readonly string[], value: unknown, entry: string): Tree {
  const [key = '', ...rest] = path;
  return { ...tree, [key]: rest.length === 0 ? value : assignInside(tree[key], rest, value, entry) };
}

function assignInside(inside: unknown, path: readonly string[], value: unknown, entry: string): unknown {
  if (Array.isArray(inside)) return assignInList(inside, path, value, entry);
  // `dataset: 'digits'` is short for `{ name: 'digits' }`, and `dataset.options.x=1` must not lose the name.
  const next = typeof inside === 'string' ? { name: inside } : isTree(inside) ? inside : {};
  return assign(next, path, value, entry);
}

/** A list with one entry changed, or with one more. */
function assignInList(
  list: readonly unknown[],
  [key = '', ...rest]: readonly string[],
  value: unknown,
  entry: string,
): unknown[] {
  const index = /^\d+$/.test(key) ? Number(key) : Number.NaN;
  if (!(index <= list.length)) {
    const last =
      list.length === 0 ? '0, for a first one' : `0 to ${list.length - 1}, or ${list.length} for one more`;
    throw new UsageError(`--set ${entry}: "${key}" is no entry of that list. Write ${last}.`);
  }
  const changed = rest.length === 0 ? value : assignInside(list[index], rest, value, entry);
  return [...list.slice(0, index), changed, ...list.slice(index + 1)];
}

/** What the command line says about the config. */
export interface Overrides {
  /** `path.to.key=value`, in order. */
  readonly set?: readonly string[];
  /** Names of methods to keep, separated by commas. */
  readonly methods?: string | undefined;
  /** Seeds, separated by commas. */
  readonly seeds?: string | undefined;
  readonly backend?: string | undefined;
}

/**
 * The config with the command line's changes. The file's object is left as it is.
 *
 * @throws UsageError for a `--set` without "=" or beyond a list, a seed that is no number
 * @throws E_UNKNOWN_NAME for a method that the config does not have
 */
export function applyOverrides(config: Tree, { set = [], methods, seeds, backend }: Overrides): Tree {
  let result = config;
  for (const entry of set) {
    const equals = entry.indexOf('=');
    if (equals < 1) throw new UsageError(`--set ${entry}: write --set path.to.key=value`);
    result = assign(result, keysOf(entry.slice(0, equals)), parseValue(entry.slice(equals + 1)), entry);
  }
  if (seeds !== undefined) {
    const list = seeds.split(',').map((seed) => (/^\d+$/.test(seed.trim()) ? Number(seed) : Number.NaN));
    if (list.some(Number.isNaN)) {
      throw new UsageError(`--seeds ${seeds}: write whole numbers with commas between, e.g. --seeds 0,1,2`);
    }
    result = { ...result, seeds: list };
  }
  if (backend !== undefined) {
    const options =
      isTree(result.backend) && result.backend.name === backend ? result.backend : { name: backend };
    result = { ...result, backend: options };
  }
  return methods === undefined ? result : { ...result, methods: choose(result.methods, methods.split(',')) };
}

function choose(methods: unknown, names: readonly string[]): Tree {
  const known = isTree(methods) ? methods : {};
  return Object.fromEntries(
    names.map((name) => {
      const key = name.trim();
      if (!Object.hasOwn(known, key)) {
        throw new MimmxError(
          'E_UNKNOWN_NAME',
          `The config has no method "${key}". ${suggest(key, Object.keys(known))}`,
        );
      }
      return [key, known[key]];
    }),
  );
}
