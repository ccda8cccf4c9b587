import type { SavedTensor } from '../tensor/index.ts';

/** Bytes of a number, by its type in a file of weights. */
export const BYTES = { F64: 8, F32: 4, F16: 2, BF16: 2, I64: 8, I32: 4, BOOL: 1 } as const;
export type StoredType = keyof typeof BYTES;

/** The number that 16 bits of IEEE 754 half precision stand for. */
function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
}

/** Numbers of a file, little-endian, as the engine takes them; copied, so that they are aligned. */
export function numbers(type: StoredType, bytes: Uint8Array): Pick<SavedTensor, 'dtype' | 'values'> {
  const { buffer } = Uint8Array.from(bytes);
  switch (type) {
    case 'F32':
      return { dtype: 'float32', values: new Float32Array(buffer) };
    case 'F64':
      return { dtype: 'float32', values: Float32Array.from(new Float64Array(buffer)) };
    case 'F16':
      return { dtype: 'float32', values: Float32Array.from(new Uint16Array(buffer), half) };
    case 'BF16': {
      // The upper half of a float32.
      const bits = Uint32Array.from(new Uint16Array(buffer), (upper) => upper * 65536);
      return { dtype: 'float32', values: new Float32Array(bits.buffer) };
    }
    case 'I64':
      return { dtype: 'int32', values: Int32Array.from(new BigInt64Array(buffer), Number) };
    case 'I32':
      return { dtype: 'int32', values: new Int32Array(buffer) };
    case 'BOOL':
      return { dtype: 'bool', values: new Uint8Array(buffer) };
  }
}
