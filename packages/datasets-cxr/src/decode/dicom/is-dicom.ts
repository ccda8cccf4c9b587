/** Bytes before the four letters that mark a DICOM file. */
export const PREAMBLE = 128;

/** Whether the bytes are DICOM: `DICM` after the preamble, or a first element of a group that begins a data set. */
export function isDicom(bytes: Uint8Array): boolean {
  if (bytes.length < PREAMBLE + 4) return false;
  if (Buffer.from(bytes.subarray(PREAMBLE, PREAMBLE + 4)).toString('latin1') === 'DICM') return true;
  const group = bytes[0]! + 256 * bytes[1]!;
  return (group === 2 || group === 8) && bytes[3] === 0;
}
