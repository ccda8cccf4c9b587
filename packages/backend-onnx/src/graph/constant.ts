import { allocate, type ElementType, type HostArray, sizeOf, Value } from './value.ts';

/** A leaf with values known now. The array is kept, not copied. */
export const constant = (data: HostArray, shape: readonly number[], type: ElementType): Value => {
  const value = new Value(shape, type);
  value.data = data;
  return value;
};

/** A leaf whose elements are all equal. */
export const filled = (shape: readonly number[], type: ElementType, number: number): Value => {
  const data = allocate(type, sizeOf(shape));
  if (number !== 0) {
    if (data instanceof BigInt64Array) data.fill(BigInt(number));
    else data.fill(number);
  }
  return constant(data, shape, type);
};

export const scalar = (number: number, type: ElementType = 'float32'): Value => filled([], type, number);

/** A list of shape-like integers, the form in which operators take axes, sizes and pads. */
export const integers = (list: readonly number[]): Value =>
  constant(
    BigInt64Array.from(list, (n) => BigInt(n)),
    [list.length],
    'int64',
  );

/** The number that every element of a constant equals; null for anything else. */
export const uniform = (value: Value): number | null => {
  const data = value.data;
  if (value.node || !data || data.length === 0 || data instanceof BigInt64Array) return null;
  const first = data[0] as number;
  for (let i = 1; i < data.length; i++) if (data[i] !== first) return null;
  return first;
};
