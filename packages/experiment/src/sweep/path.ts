import { MimmxError, suggest } from '@mimmx/core/contracts';

/** Keys of a path: `a.b`, and `a\.b` for a key with a dot in it. */
export const keysOf = (path: string): string[] =>
  path
    .trim()
    .split(/(?<!\\)\./)
    .map((key) => key.replaceAll('\\.', '.'));

type Tree = Readonly<Record<string, unknown>>;
const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * A copy of a tree with another value at a path; what the path does not touch is shared. `dataset: 'digits'` is short
 * for `{ name: 'digits' }`, and keeps its name.
 *
 * @throws E_AXIS if the path leads into a list beyond its end, or through a value that has no keys
 */
export function assignAt(
  tree: unknown,
  [key, ...rest]: readonly string[],
  value: unknown,
  path = '',
): unknown {
  if (key === undefined) return value;
  const here = path === '' ? key : `${path}.${key}`;
  if (Array.isArray(tree)) {
    const index = Number(key);
    if (!Number.isInteger(index) || index < 0 || index >= tree.length) {
      throw new MimmxError(
        'E_AXIS',
        `Axis "${here}": the list there has ${tree.length} entries, numbered 0 to ${tree.length - 1}.`,
      );
    }
    return tree.with(index, assignAt(tree[index], rest, value, here));
  }
  const inside = typeof tree === 'string' ? { name: tree } : tree === undefined ? {} : tree;
  if (!isTree(inside)) {
    throw new MimmxError(
      'E_AXIS',
      `Axis "${here}": "${path}" is ${JSON.stringify(tree)}, which has no "${key}".`,
    );
  }
  return { ...inside, [key]: assignAt(inside[key], rest, value, here) };
}

/** The value at a path; undefined if there is none. */
export const valueAt = (tree: unknown, keys: readonly string[]): unknown =>
  keys.reduce<unknown>(
    (inside, key) => (typeof inside === 'object' && inside !== null ? (inside as Tree)[key] : undefined),
    tree,
  );

/** What stands in a config beside what decides a training. */
const NO_AXIS: Readonly<Record<string, string>> = {
  seeds: 'List the seeds in "seeds".',
  name: 'It decides no training.',
  question: 'It decides no training.',
  plugins: 'All trials have the same plugins.',
  backend: 'A sweep has one backend: its numbers would not be comparable.',
  sweep: 'Name an option of the training.',
  engine: 'Name an option of the training.',
};

/** @throws E_AXIS if no axis can have this path. @param methods names of the config's methods */
export function checkPath(path: string, keys: readonly string[], methods: readonly string[]): void {
  const [first = '', second] = keys;
  const why = NO_AXIS[first];
  if (why !== undefined) throw new MimmxError('E_AXIS', `"${path}" cannot be an axis. ${why}`);
  if (first === 'methods' && (second === undefined || !methods.includes(second))) {
    throw new MimmxError(
      'E_AXIS',
      `Axis "${path}": the config has no method "${second ?? ''}". ${suggest(second ?? '', methods)}`,
    );
  }
}
