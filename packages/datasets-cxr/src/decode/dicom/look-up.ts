import type { DataSet } from './data-set/data-set.ts';
import { named } from './data-set/dictionary.ts';

/** A look-up table of a DICOM sequence (PS3.3 C.11.1.1): first input it maps, outputs, bits of an output. */
export interface LookUpTable {
  readonly first: number;
  readonly outputs: Uint16Array;
  readonly bits: number;
}

/**
 * Reads LUT Descriptor (0028,3002) and LUT Data (0028,3006) of a sequence's item. The data may be US, SS, OW or OB;
 * entries of 8 bits may be packed two in a word or one in each.
 *
 * @param signed whether the first input is signed, as what the table maps is; a descriptor of VR SS says so itself
 * @throws if the item is not a table
 */
export function readLookUp(item: DataSet, signed: boolean): LookUpTable {
  const descriptor = item.bytes('LUTDescriptor');
  if (!descriptor || descriptor.byteLength < 6)
    throw new Error(`a look-up table without ${named('LUTDescriptor')}`);
  const order = orderOf(item, 'LUTDescriptor');
  const [count, first, said] = [0, 2, 4].map((at) => descriptor.getUint16(at, order)) as [
    number,
    number,
    number,
  ];
  if (said < 1 || said > 16)
    throw new Error(`${named('LUTDescriptor')} says entries of ${said} bits; 8 to 16 are read`);
  const data = item.bytes('LUTData');
  if (!data) throw new Error(`a look-up table without ${named('LUTData')}`);
  const length = count === 0 ? 65536 : count;
  const outputs = entries(data, length, said, orderOf(item, 'LUTData'));
  if (!outputs)
    throw new Error(
      `${named('LUTData')} has ${data.byteLength} bytes for ${length} entries; it is cut short`,
    );
  // Some writers say 16 (or 8) bits and use fewer, or more; what the entries hold decides where it is more.
  const most = outputs.reduce((high, value) => Math.max(high, value), 0);
  const bits = most >= 2 ** said ? 16 : said;
  const negative = signed || item.element('LUTDescriptor')!.vr === 'SS';
  return { first: negative && first > 32767 ? first - 65536 : first, outputs, bits };
}

const orderOf = (item: DataSet, keyword: 'LUTData' | 'LUTDescriptor'): boolean =>
  item.littleEndian || item.element(keyword)?.vr === 'UN';

/** Words, or bytes where entries fit into them and there are only so many; null if there are too few. */
function entries(data: DataView, length: number, bits: number, littleEndian: boolean): Uint16Array | null {
  if (data.byteLength >= 2 * length)
    return Uint16Array.from({ length }, (_, i) => data.getUint16(2 * i, littleEndian));
  if (data.byteLength < length || bits > 8) return null;
  // Two entries of a word, the lower first (PS3.5 8.1.1).
  return Uint16Array.from({ length }, (_, i) =>
    data.getUint8(littleEndian ? i : Math.min(i ^ 1, data.byteLength - 1)),
  );
}

/**
 * Output for an input; inputs beyond the ends take the end's output. A rescaled input that is no whole number takes the
 * entry below it, as pydicom does; the standard does not say.
 */
export const lookUp = ({ first, outputs }: LookUpTable, value: number): number =>
  outputs[Math.min(Math.max(Math.floor(value - first), 0), outputs.length - 1)]!;
