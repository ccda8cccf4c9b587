import { type Column, MimmxError } from '@mimmx/core';

/**
 * One value per image. Text and booleans are classes; whole numbers are classes 0, 1, …; a `Float32Array`, a
 * `Float64Array`, and numbers with fractions are numbers. `null`, `undefined`, `''`, and NaN are missing.
 */
export type Values =
  | readonly (string | number | boolean | null | undefined)[]
  | Int32Array
  | Uint8Array
  | Float32Array
  | Float64Array;

/** Values with the names of their classes (in code order), or their unit. */
export interface NamedValues {
  readonly values: Values;
  readonly labels?: readonly string[];
  readonly unit?: string;
}

/** Whole numbers beyond this are hardly classes. */
const MOST_CLASSES = 100;

const isMissing = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || Number.isNaN(value);

const isList = (values: unknown): values is Values => Array.isArray(values) || ArrayBuffer.isView(values);

/** Values as they were given, with their names if there are some. */
const named = (given: Values | NamedValues): NamedValues =>
  isList(given) ? { values: given } : (given ?? { values: [] });

/**
 * A column of a table from an array.
 *
 * @param name for messages
 * @throws E_ARRAYS if it has another length, mixes kinds, or has codes without a label
 */
export function arrayColumn(name: string, given: Values | NamedValues, length: number): Column {
  const { values, labels, unit } = named(given);
  if (!isList(values)) {
    throw new MimmxError(
      'E_ARRAYS',
      `${name} is no list of values. Give an array with one value per image, or { values, labels }.`,
    );
  }
  if (values.length !== length) {
    throw new MimmxError(
      'E_ARRAYS',
      `${name} has ${values.length} values for ${length} images. Give one for each image.`,
    );
  }
  const known = Array.from(values as ArrayLike<unknown>).filter((value) => !isMissing(value));
  if (known.length === 0) throw new MimmxError('E_ARRAYS', `${name} has no value at all.`);
  const kinds = [...new Set(known.map((value) => typeof value))];
  const [kind] = kinds;
  if (kinds.length > 1 || !(kind === 'string' || kind === 'number' || kind === 'boolean')) {
    throw new MimmxError(
      'E_ARRAYS',
      `${name} has values of kind ${kinds.join(' and ')}. Give all as text, all as booleans, or all as numbers.`,
    );
  }
  const numbers = Float64Array.from(values as ArrayLike<unknown>, (value) =>
    isMissing(value) ? Number.NaN : Number(value),
  );
  if (kind === 'string') return textColumn(name, values as readonly string[], labels);
  if (kind === 'boolean') return codeColumn(name, numbers, labels ?? ['no', 'yes']);
  const real = values instanceof Float32Array || values instanceof Float64Array;
  const whole = numbers.every((value) => Number.isNaN(value) || (Number.isInteger(value) && value >= 0));
  if (labels || (whole && !real)) return codeColumn(name, numbers, labels);
  const infinite = numbers.findIndex((value) => Math.abs(value) === Number.POSITIVE_INFINITY);
  if (infinite >= 0)
    throw new MimmxError('E_ARRAYS', `${name} is ${numbers[infinite]} at image ${infinite}.`);
  return { kind: 'number', values: numbers, ...(unit === undefined ? {} : { unit }) };
}

function textColumn(name: string, values: readonly string[], given: readonly string[] | undefined): Column {
  const labels = given ?? [...new Set(values.filter((value) => !isMissing(value)))].sort();
  const codes = Int32Array.from(values, (value) => (isMissing(value) ? -1 : labels.indexOf(value)));
  const other = codes.findIndex((code, i) => code < 0 && !isMissing(values[i]));
  if (other < 0) return { kind: 'categorical', codes, labels };
  throw new MimmxError(
    'E_ARRAYS',
    `${name} is "${values[other]}" at image ${other}, which is none of its labels (${labels.join(', ')}).`,
  );
}

function codeColumn(name: string, numbers: Float64Array, given: readonly string[] | undefined): Column {
  const highest = numbers.reduce((most, value) => Math.max(most, Number.isNaN(value) ? 0 : value), 0);
  if (given === undefined && highest >= MOST_CLASSES) {
    throw new MimmxError(
      'E_ARRAYS',
      `${name} goes up to ${highest}: too many for classes. If it is a number, give it as Float32Array.from(${name}).`,
    );
  }
  const labels = given ?? Array.from({ length: highest + 1 }, (_, code) => String(code));
  const bad = numbers.findIndex((value) => !Number.isNaN(value) && labels[value] === undefined);
  if (bad >= 0) {
    throw new MimmxError(
      'E_ARRAYS',
      `${name} is ${numbers[bad]} at image ${bad}, and its labels go from 0 to ${labels.length - 1}. Name every class.`,
    );
  }
  return { kind: 'categorical', codes: Int32Array.from(numbers, (v) => (Number.isNaN(v) ? -1 : v)), labels };
}
