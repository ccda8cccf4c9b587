import { inflateRawSync } from 'node:zlib';
import daikon, { type Image, type Tag } from 'daikon';
import { MOST_BYTES } from '../options.ts';
import { PREAMBLE } from './is-dicom.ts';

/** A DICOM file whose elements can be asked for. */
export interface DicomFile {
  readonly image: Image;
  /** First value of an element as a number, or null. */
  number(group: number, element: number): number | null;
  /** First value of an element as text, or null. */
  text(group: number, element: number): string | null;
  /** Tags of the first item of a sequence, or null. */
  firstItem(group: number, element: number): readonly Tag[] | null;
}

const DEFLATED = '1.2.840.10008.1.2.1.99';
const PLAIN = '1.2.840.10008.1.2.1\0\0\0';
/** Parses the elements. @throws if they cannot be followed to the pixels */
export function parseDicom(bytes: Uint8Array): DicomFile {
  const parser = new daikon.Parser();
  const plain = inflated(bytes);
  const image = parser.parse(new DataView(plain.buffer as ArrayBuffer, plain.byteOffset, plain.byteLength));
  if (!image) throw new Error('not readable as DICOM');
  const value = (group: number, element: number): unknown => {
    const found = image.getTag(group, element)?.value;
    return Array.isArray(found) ? found[0] : undefined;
  };
  return {
    image,
    number(group, element) {
      const found = value(group, element);
      const number =
        typeof found === 'number' ? found : typeof found === 'string' ? Number.parseFloat(found) : Number.NaN;
      return Number.isFinite(number) ? number : null;
    },
    text(group, element) {
      const found = value(group, element);
      return typeof found === 'string' ? found.replaceAll('\0', '').trim() || null : null;
    },
    firstItem(group, element) {
      const item = value(group, element) as Tag | undefined;
      return Array.isArray(item?.value) ? (item.value as Tag[]) : null;
    },
  };
}

/**
 * A copy of its own that the parser may cut up. A deflated data set is unpacked here, within a bound, and relabelled
 * as the same set uncompressed: the parser itself would unpack a bomb.
 */
function inflated(bytes: Uint8Array): Uint8Array {
  const head = Buffer.from(bytes.subarray(0, 2048));
  const at = head.indexOf(DEFLATED, 0, 'latin1');
  if (at < 0) return new Uint8Array(bytes);
  const length = head.indexOf(Buffer.from([2, 0, 0, 0, 0x55, 0x4c, 4, 0]), PREAMBLE);
  if (length < 0) throw new Error('deflated, without the length of its header');
  const start = length + 12 + head.readUInt32LE(length + 8);
  const rest = inflateRawSync(bytes.subarray(start), { maxOutputLength: MOST_BYTES });
  const whole = new Uint8Array(start + rest.length);
  whole.set(bytes.subarray(0, start));
  whole.set(Buffer.from(PLAIN, 'latin1'), at);
  whole.set(rest, start);
  return whole;
}
