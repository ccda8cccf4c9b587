import { closeSync, openSync, readSync } from 'node:fs';

/** Modality stands in group 8, near the beginning. */
const LOOKED_AT = 1 << 16;
const TAG = Buffer.from([0x08, 0x00, 0x60, 0x00]);
const BIG_ENDIAN_TAG = Buffer.from([0x00, 0x08, 0x00, 0x60]);

/**
 * Modality (0008,0060) of a DICOM file that has no image to be read, found without parsing it: reports, presentation
 * states and structured documents of an export are then known for what they are. Null if it is not found.
 */
export function modalityOf(path: string): string | null {
  const buffer = Buffer.alloc(LOOKED_AT);
  const file = openSync(path, 'r');
  let bytes: Buffer;
  try {
    bytes = buffer.subarray(0, readSync(file, buffer, 0, LOOKED_AT, 0));
  } finally {
    closeSync(file);
  }
  for (const tag of [TAG, BIG_ENDIAN_TAG]) {
    for (let at = bytes.indexOf(tag); at >= 0; at = bytes.indexOf(tag, at + 1)) {
      // Two letters of the VR and a short length, or a long length: the value begins after eight bytes in either case.
      const explicit = bytes.subarray(at + 4, at + 6).toString('latin1') === 'CS';
      const little = tag === TAG;
      const length = explicit
        ? little
          ? bytes.readUInt16LE(at + 6)
          : bytes.readUInt16BE(at + 6)
        : bytes.length >= at + 8
          ? bytes.readUInt32LE(at + 4)
          : 0;
      const value = bytes.subarray(at + 8, at + 8 + Math.min(length, 16)).toString('latin1');
      if (/^[A-Z][A-Z0-9_ ]{0,15}\0?$/.test(value)) return value.replace(/[\0 ]+$/, '');
    }
  }
  return null;
}
