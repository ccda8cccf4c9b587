import { MimmxError } from '@mimmx/core';
import { type Attribute, type Attributes, rowsOf } from '../scm/attributes.ts';

/** Attributes as the numbers that an image model is given: classes one-hot, numbers on −1 to 1 over the range fitted. */
export interface ParentEncoding {
  readonly attributes: readonly Attribute[];
  /** Total width. */
  readonly width: number;
  /** First column and number of columns of each attribute. */
  readonly columns: Readonly<Record<string, { readonly from: number; readonly width: number }>>;
  /** Learns the ranges. */
  fit(rows: Attributes): void;
  /** [rows × width]. @throws E_MISSING_VALUE */
  encode(rows: Attributes): Float32Array;
  /** A continuous value on −1 to 1, and back. */
  scale(name: string, value: number): number;
  unscale(name: string, value: number): number;
  /** Lowest and highest value of each attribute, two by two. */
  readonly state: Float64Array;
  restore(state: Float64Array): void;
}

export function createParentEncoding(attributes: readonly Attribute[]): ParentEncoding {
  const columns: Record<string, { from: number; width: number }> = {};
  let width = 0;
  for (const attribute of attributes) {
    const own = attribute.kind === 'categorical' ? attribute.labels.length : 1;
    columns[attribute.name] = { from: width, width: own };
    width += own;
  }
  const state = Float64Array.from(attributes.flatMap(() => [-1, 1]));
  const rangeOf = (name: string): [number, number] => {
    const i = attributes.findIndex((attribute) => attribute.name === name);
    return [state[2 * i]!, state[2 * i + 1]!];
  };
  const encoding: ParentEncoding = {
    attributes,
    width,
    columns,
    fit(rows) {
      for (const [i, { name, kind }] of attributes.entries()) {
        if (kind === 'categorical') continue;
        const values = rows[name]!.filter((value) => !Number.isNaN(value));
        const [low, high] = [Math.min(...chunked(values, Math.min)), Math.max(...chunked(values, Math.max))];
        if (!(high > low)) {
          throw new MimmxError(
            'E_CONSTANT',
            `Attribute "${name}" is always ${low}. Leave it out of the graph.`,
          );
        }
        state[2 * i] = low;
        state[2 * i + 1] = high;
      }
    },
    encode(rows) {
      const count = rowsOf(Object.fromEntries(attributes.map(({ name }) => [name, rows[name]!])));
      const result = new Float32Array(count * width);
      for (const { name, kind } of attributes) {
        const values = rows[name]!;
        const { from } = columns[name]!;
        for (let row = 0; row < count; row++) {
          const value = values[row]!;
          if (Number.isNaN(value)) {
            throw new MimmxError(
              'E_MISSING_VALUE',
              `Attribute "${name}" is missing in row ${row}. Leave the row out, or fill it in with scm.abduct.`,
            );
          }
          if (kind === 'categorical') result[row * width + from + value] = 1;
          else result[row * width + from] = encoding.scale(name, value);
        }
      }
      return result;
    },
    scale(name, value) {
      const [low, high] = rangeOf(name);
      return (2 * (value - low)) / (high - low) - 1;
    },
    unscale(name, value) {
      const [low, high] = rangeOf(name);
      return low + ((value + 1) / 2) * (high - low);
    },
    state,
    restore: (saved) => state.set(saved),
  };
  return encoding;
}

/** Least or greatest of blocks: spreading a long column into arguments overflows the stack. */
function chunked(values: Float64Array, of: (...values: number[]) => number): number[] {
  const blocks: number[] = [];
  for (let i = 0; i < values.length; i += 4096) blocks.push(of(...values.subarray(i, i + 4096)));
  return blocks;
}
