import { createDataSet, type DataSet } from './data-set/data-set.ts';
import { readElements } from './data-set/elements.ts';
import { type Coding, EXPLICIT, isVr, readHeader, tagAt, vrAt } from './data-set/header.ts';
import { type TransferSyntax, transferSyntax } from './data-set/transfer-syntax.ts';
import { latin } from './data-set/values.ts';
import { PREAMBLE, preambleOf } from './is-dicom.ts';

/** A DICOM file (PS3.10) whose elements can be asked for. */
export interface DicomFile extends DataSet {
  /** The file's bytes, unpacked if the data set is deflated. */
  readonly view: DataView;
  readonly syntax: TransferSyntax;
  /** UID of the transfer syntax; empty if the file does not say. */
  readonly syntaxUid: string;
}

/** Unpacks raw deflate (RFC 1951). @throws if it is damaged, or unpacks to more than any radiograph */
export type Inflate = (packed: Uint8Array) => Uint8Array;

const IMPLICIT_UID = '1.2.840.10008.1.2';

/**
 * Reads the elements up to the pixels. A file may lack its preamble or its file meta information, and may be written
 * in another form than its transfer syntax says: its first element shows which.
 *
 * @param inflate unpacks a deflated data set
 * @throws if the elements cannot be followed to the pixels, naming the one where it ends
 */
export function openDicom(bytes: Uint8Array, inflate: Inflate): DicomFile {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = preambleOf(bytes) ? PREAMBLE + 4 : 0;
  const meta = readMeta(view, start);
  const syntaxUid = meta.uid;
  const syntax = transferSyntax(syntaxUid || IMPLICIT_UID);
  if (syntax.deflated) {
    const plain = inflate(bytes.subarray(meta.end));
    return dataSetOf(new DataView(plain.buffer, plain.byteOffset, plain.byteLength), 0, syntax, syntaxUid);
  }
  return dataSetOf(view, meta.end, syntax, syntaxUid);
}

function dataSetOf(view: DataView, start: number, syntax: TransferSyntax, syntaxUid: string): DicomFile {
  const coding = codingAt(view, start, syntax.coding);
  const dataSet = createDataSet(view, readElements(view, start, view.byteLength, coding));
  return Object.assign(dataSet, { view, syntax, syntaxUid });
}

/** File meta information: elements of group 0002, always explicit and little endian. */
function readMeta(view: DataView, start: number): { uid: string; end: number } {
  let at = start;
  let uid = '';
  while (at + 8 <= view.byteLength && view.getUint16(at, true) === 2) {
    const { tag, start: from, length } = readHeader(view, at, view.byteLength, EXPLICIT);
    if (length === null) throw new Error('file meta information without a length');
    if (tag === 0x0002_0010) {
      const text = latin(new DataView(view.buffer, view.byteOffset + from, length));
      uid = text.replaceAll('\0', '').trim();
    }
    at = from + length;
  }
  return { uid, end: at };
}

/** The form that the first element of a data set is really written in. */
function codingAt(view: DataView, at: number, said: Coding): Coding {
  if (at + 8 > view.byteLength) return said;
  const group = tagAt(view, at, true) >>> 16;
  const swapped = tagAt(view, at, false) >>> 16;
  // A first group above 00FF in one byte order and below in the other tells the order.
  const littleEndian =
    group <= 0xff && swapped > 0xff ? true : group > 0xff && swapped <= 0xff ? false : said.littleEndian;
  const vr = vrAt(view, at);
  // Letters that no edition knows are no reason to doubt a file that says it is explicit.
  const letters = isVr(vr) || (said.explicit && /^[A-Z]{2}$/.test(vr));
  const implicit = view.getUint32(at + 4, littleEndian) <= view.byteLength - at - 8;
  return { explicit: letters || (said.explicit && !implicit), littleEndian };
}
