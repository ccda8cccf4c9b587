import { printTag } from './dictionary.ts';

/** How elements are written (PS3.5 7.1 and 7.3). */
export interface Coding {
  /** Whether each element names its VR. */
  readonly explicit: boolean;
  readonly littleEndian: boolean;
}

/** Where the value of one element lies. */
export interface Element {
  readonly tag: number;
  /** As the file says; null in implicit form. */
  readonly vr: string | null;
  readonly start: number;
  /** Bytes, or null if the value ends with a delimiter. */
  readonly length: number | null;
}

export const IMPLICIT: Coding = { explicit: false, littleEndian: true };
export const EXPLICIT: Coding = { explicit: true, littleEndian: true };

export const ITEM = 0xfffe_e000;
export const ITEM_END = 0xfffe_e00d;
export const SEQUENCE_END = 0xfffe_e0dd;

const UNDEFINED = 0xffff_ffff;
/** VRs whose length has two bytes (PS3.5 table 7.1-2); all others have two reserved bytes and four of length. */
const SHORT = new Set('AE AS AT CS DA DS DT FL FD IS LO LT PN SH SL SS ST TM UI UL US'.split(' '));
const LONG = new Set('OB OD OF OL OV OW SQ SV UC UN UR UT UV'.split(' '));

export const isVr = (vr: string): boolean => SHORT.has(vr) || LONG.has(vr);

/** The two letters where an explicit element has its VR. */
export const vrAt = (bytes: DataView, at: number): string =>
  at + 6 <= bytes.byteLength ? String.fromCharCode(bytes.getUint8(at + 4), bytes.getUint8(at + 5)) : '';

export function tagAt(bytes: DataView, at: number, littleEndian: boolean): number {
  return bytes.getUint16(at, littleEndian) * 65536 + bytes.getUint16(at + 2, littleEndian);
}

/**
 * Reads the header of the element at a position.
 *
 * @param end of what the element may take
 * @throws if header or value go beyond `end`; the pixels' own length is for the reader of pixels to judge
 */
export function readHeader(bytes: DataView, at: number, end: number, coding: Coding): Element {
  if (at + 8 > end) throw new Error(`the file ends within an element, at byte ${at}`);
  const { littleEndian } = coding;
  const tag = tagAt(bytes, at, littleEndian);
  const vr = vrAt(bytes, at);
  const { vr: own, start, length } = place(bytes, at, end, tag, vr, coding);
  if (length === UNDEFINED) return { tag, vr: own, start, length: null };
  if (start + length > end && tag !== 0x7fe0_0010) {
    throw new Error(`${printTag(tag)} is ${length} bytes long, where ${Math.max(0, end - start)} are left`);
  }
  return { tag, vr: own, start, length };
}

function place(
  bytes: DataView,
  at: number,
  end: number,
  tag: number,
  vr: string,
  { explicit, littleEndian }: Coding,
): { vr: string | null; start: number; length: number } {
  // Items have no VR; nor has an element that a converter left in implicit form among explicit ones.
  if (!explicit || tag >>> 16 === 0xfffe || !/^[A-Z]{2}$/.test(vr)) {
    return { vr: null, start: at + 8, length: bytes.getUint32(at + 4, littleEndian) };
  }
  const short = () => ({ vr, start: at + 8, length: bytes.getUint16(at + 6, littleEndian) });
  if (SHORT.has(vr)) return short();
  const long = at + 12 <= end ? bytes.getUint32(at + 8, littleEndian) : UNDEFINED - 1;
  // A VR of a later edition has the long form, but some writers invent letters and keep the short one.
  if (!LONG.has(vr) && (bytes.getUint16(at + 6) !== 0 || (long !== UNDEFINED && at + 12 + long > end)))
    return short();
  if (at + 12 > end) throw new Error(`the file ends within ${printTag(tag)}`);
  return { vr, start: at + 12, length: long };
}
