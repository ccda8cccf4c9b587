/** Numbers that JSON has no word for. They stand as `{ "$number": "NaN" }`. */
const NAMES: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  '-Infinity': Number.NEGATIVE_INFINITY,
  '-0': -0,
};

const nameOf = (value: number): string | undefined =>
  Object.keys(NAMES).find((name) => Object.is(NAMES[name], value));

const replacer = (_: string, item: unknown): unknown => {
  const name = typeof item === 'number' ? nameOf(item) : undefined;
  return name === undefined ? item : { $number: name };
};

/** JSON that gives every number back as it was: a resumed run must not read NaN as null. */
export const stringifyExact = (value: unknown): string => JSON.stringify(value, replacer);

/** The same for people: two blanks, a line break at the end. */
export const exactPretty = (value: unknown): string => `${JSON.stringify(value, replacer, 2)}\n`;

/** Reads what {@link stringifyExact} wrote. */
export const parseExact = (text: string): unknown =>
  JSON.parse(text, (_, item) => (Object.hasOwn(NAMES, item?.$number ?? '') ? NAMES[item.$number] : item));
