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

/** What a path leads through: an object, or a list whose entries go by number from 0. */
type Inner = Tree | readonly unknown[];

function assign<T extends Inner>(
  inner: T,
  [key = '', ...rest]: readonly string[],
  value: unknown,
  entry: string,
): T {
  if (Array.isArray(inner)) return assignInList(inner, key, rest, value, entry) as unknown as T;
  const tree = inner as Tree;
  return {
    ...tree,
    [key]: rest.length === 0 ? value : assign(within(tree[key]), rest, value, entry),
  } as unknown as T;
}

// `dataset: 'digits'` is short for `{ name: 'digits' }`, and `dataset.options.x=1` must not lose the name.
const within = (inside: unknown): Inner =>
  typeof inside === 'string' ? { name: inside } : isTree(inside) || Array.isArray(inside) ? inside : {};

function assignInList(
  list: readonly unknown[],
  key: string,
  rest: readonly string[],
  value: unknown,
  entry: string,
) {
  const place = /^\d+$/.test(key) ? Number(key) : Number.NaN;
  if (!(place <= list.length)) {
    throw new UsageError(
      `--set ${entry}: "${key}" stands where a list of ${list.length} is; write a number from 0 to ${list.length} (one more appends)`,
    );
  }
  const changed = [...list];
  changed[place] = rest.length === 0 ? value : assign(within(list[place]), rest, value, entry);
  return changed;
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
