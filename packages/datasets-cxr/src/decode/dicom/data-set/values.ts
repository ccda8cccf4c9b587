import type { KnownVr } from './dictionary.ts';

/** Bytes of one value of the binary VRs, and how it is read. */
const BINARY: Readonly<
  Record<string, readonly [size: number, read: (v: DataView, at: number, le: boolean) => number]>
> = {
  US: [2, (v, at, le) => v.getUint16(at, le)],
  SS: [2, (v, at, le) => v.getInt16(at, le)],
  UL: [4, (v, at, le) => v.getUint32(at, le)],
  SL: [4, (v, at, le) => v.getInt32(at, le)],
  FL: [4, (v, at, le) => v.getFloat32(at, le)],
  FD: [8, (v, at, le) => v.getFloat64(at, le)],
  UV: [8, (v, at, le) => Number(v.getBigUint64(at, le))],
  SV: [8, (v, at, le) => Number(v.getBigInt64(at, le))],
};
const TEXT = new Set('AE AS CS DA DS DT IS LO LT PN SH ST TM UC UI UR UT'.split(' '));

/**
 * VR by which a value is read: the file's own where it says what the bytes are, else the dictionary's. UN, OB, OW and
 * letters that no edition knows say nothing.
 *
 * @param signed whether `xs` is SS: Pixel Representation of the image
 */
export function effectiveVr(written: string | null, known: KnownVr, signed: boolean): string {
  if (known === 'xs') return signed ? 'SS' : 'US';
  return written !== null && (TEXT.has(written) || written in BINARY) ? written : known;
}

/** First number of a value, or null if there is none. */
export function firstNumber(value: DataView, vr: string, littleEndian: boolean): number | null {
  const binary = BINARY[vr];
  if (binary) return value.byteLength < binary[0] ? null : binary[1](value, 0, littleEndian);
  if (!TEXT.has(vr)) return null;
  return numberOfText(latin(value).split('\\')[0]!);
}

/** A decimal or integer string (PS3.5 6.2: `+1.5E+03`), blanks around it; null if it is anything else. */
export function numberOfText(text: string): number | null {
  const plain = text.replaceAll('\0', '').trim();
  // A decimal comma is what some localised writers leave behind; no decimal string has one otherwise.
  const match = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.exec(
    plain.replace(/^([+-]?\d+),(\d+)$/, '$1.$2'),
  );
  return match ? Number(match[0]) : null;
}

/** Bytes as ISO 8859-1, each its own code point. */
export function latin(value: DataView): string {
  let text = '';
  for (let i = 0; i < value.byteLength; i++) text += String.fromCharCode(value.getUint8(i));
  return text;
}
