import { isVr } from './data-set/header.ts';

/** Bytes before the four letters that mark a DICOM file. */
export const PREAMBLE = 128;

/** Whether the four letters `DICM` stand behind a preamble. */
export const preambleOf = (bytes: Uint8Array): boolean =>
  String.fromCharCode(...bytes.subarray(PREAMBLE, PREAMBLE + 4)) === 'DICM';

/**
 * Whether the bytes are DICOM: `DICM` after the preamble, or a first element of a group that begins a data set (0002
 * or 0008) in either byte order.
 */
export function isDicom(bytes: Uint8Array): boolean {
  if (bytes.length < 16) return false;
  if (preambleOf(bytes)) return true;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return [true, false].some((littleEndian) => {
    const group = view.getUint16(0, littleEndian);
    if (group !== 2 && group !== 8) return false;
    const explicit = isVr(String.fromCharCode(bytes[4]!, bytes[5]!));
    return explicit || (littleEndian && view.getUint32(4, true) <= bytes.length - 8);
  });
}
