/** What stands where something else was expected. */
const STRANGE: readonly ((random: () => number) => unknown)[] = [
  () => null,
  () => true,
  () => -1,
  () => 0.5,
  () => 1e308,
  () => 2 ** 53,
  () => '',
  () => '\u001b[2J=cmd|x',
  () => '__proto__',
  () => 'x'.repeat(5000),
  () => [],
  () => ({}),
  () => [[]],
  () => ({ $number: 'NaN' }),
  () => ({ $number: '-Infinity' }),
  () => JSON.parse('{"__proto__": {"x": 1}, "constructor": 1}'),
  (random) => Math.floor(random() * 10),
];

/** Names that every object answers to, and an index; a list of JSON has indices alone. */
const OWN = ['__proto__', 'constructor', 'toString', '0'];

const pick = <T>(from: readonly T[], random: () => number): T => from[Math.floor(random() * from.length)]!;

type Node = Record<string, unknown> | unknown[];
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

/** Somewhere in a value: an object or a list, and a key of it. */
function somewhere(value: Node, random: () => number): { at: Node; key: string } | null {
  let at = value;
  for (;;) {
    const keys = Object.keys(at);
    if (keys.length === 0) return null;
    const key = pick(keys, random);
    const inside = (at as Record<string, unknown>)[key];
    if (!isNode(inside) || Object.keys(inside).length === 0 || random() < 0.25) return { at, key };
    at = inside;
  }
}

/** Sets a key that may be `__proto__` as one of the object's own. */
const put = (at: Node, key: string, value: unknown) =>
  Object.defineProperty(at, key, { value, enumerable: true, configurable: true, writable: true });

/** One to four changes of a JSON value: something strange put in, a key taken away, doubled or called otherwise. */
export function mutateJson(original: unknown, random: () => number): unknown {
  const value: unknown = structuredClone(original);
  if (!isNode(value)) return pick(STRANGE, random)(random);
  for (let count = 1 + Math.floor(4 * random() ** 2); count > 0; count--) {
    const place = somewhere(value, random);
    if (!place) break;
    const { at, key } = place;
    const inside = (at as Record<string, unknown>)[key];
    const choice = random();
    if (choice < 0.5) put(at, key, pick(STRANGE, random)(random));
    else if (choice < 0.7) Array.isArray(at) ? at.splice(Number(key), 1) : delete at[key];
    else if (choice < 0.8) Array.isArray(at) ? at.push(structuredClone(inside)) : put(at, `${key}2`, inside);
    else if (choice < 0.9) put(at, Array.isArray(at) ? '0' : pick(OWN, random), inside);
    else if (typeof inside === 'number') put(at, key, -inside);
    else if (typeof inside === 'string') put(at, key, inside.slice(1));
    else put(at, key, [inside]);
  }
  return value;
}
