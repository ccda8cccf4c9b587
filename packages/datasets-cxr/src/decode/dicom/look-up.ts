import type { Tag } from 'daikon';

/** A look-up table of a DICOM sequence (PS3.3 C.11.1.1): first input it maps, outputs, bits of an output. */
export interface LookUpTable {
  readonly first: number;
  readonly outputs: Uint16Array;
  readonly bits: number;
}

/**
 * Reads LUT Descriptor (0028,3002) and LUT Data (0028,3006) of a sequence's item.
 *
 * @param signed whether the first input is signed, as the stored values are
 * @throws if the item is not a table
 */
export function readLookUp(item: readonly Tag[], littleEndian: boolean, signed: boolean): LookUpTable {
  const descriptor = words(item, 0x3002, littleEndian);
  const outputs = words(item, 0x3006, littleEndian);
  const [count, first, bits] = descriptor;
  if (count === undefined || first === undefined || bits === undefined || bits < 8 || bits > 16) {
    throw new Error('a look-up table without a valid descriptor');
  }
  const length = count === 0 ? 65536 : count;
  const unpacked =
    outputs.length < length && outputs.length * 2 >= length
      ? Uint16Array.from({ length }, (_, i) => (outputs[i >> 1]! >> (8 * (i & 1))) & 255)
      : outputs.subarray(0, length);
  if (unpacked.length < length) throw new Error('a look-up table that is cut short');
  return { first: signed && first > 32767 ? first - 65536 : first, outputs: unpacked, bits };
}

/** Output for an input; inputs beyond the ends take the end's output. */
export const lookUp = ({ first, outputs }: LookUpTable, value: number): number =>
  outputs[Math.min(Math.max(Math.round(value) - first, 0), outputs.length - 1)]!;

/** 16-bit words of an element of group 0028, which the parser gives as numbers or as bytes. */
function words(item: readonly Tag[], element: number, littleEndian: boolean): Uint16Array {
  const value = item.find((tag) => tag.group === 0x28 && tag.element === element)?.value;
  if (value instanceof DataView) {
    return Uint16Array.from({ length: value.byteLength >> 1 }, (_, i) =>
      value.getUint16(2 * i, littleEndian),
    );
  }
  if (Array.isArray(value)) return Uint16Array.from(value, Number);
  throw new Error('a look-up table without data');
}
