import { isPng } from './raster-header.ts';

/** What a JPEG or PNG carries besides its pixels that another reader may apply to them. */
export interface RasterTraits {
  /** An ICC profile. */
  readonly profile: boolean;
  /** An EXIF orientation other than upright. */
  readonly turned: boolean;
}

/** Reads the traits from the beginning of a file. */
export const rasterTraits = (head: Uint8Array): RasterTraits => (isPng(head) ? ofPng(head) : ofJpeg(head));

const ascii = (bytes: Uint8Array, from: number, length: number): string =>
  Buffer.from(bytes.subarray(from, from + length)).toString('latin1');

function ofPng(head: Uint8Array): RasterTraits {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  let profile = false;
  let turned = false;
  for (let at = 8; at + 8 <= head.length; at += 12 + view.getUint32(at)) {
    const kind = ascii(head, at + 4, 4);
    if (kind === 'iCCP') profile = true;
    if (kind === 'eXIf') turned ||= isTurned(head.subarray(at + 8, at + 8 + view.getUint32(at)));
  }
  return { profile, turned };
}

function ofJpeg(head: Uint8Array): RasterTraits {
  let profile = false;
  let turned = false;
  for (let at = 2; at + 4 <= head.length && head[at] === 0xff && head[at + 1] !== 0xda; ) {
    if (head[at + 1] === 0xff) {
      at++;
      continue;
    }
    const end = at + 2 + 256 * head[at + 2]! + head[at + 3]!;
    if (head[at + 1] === 0xe2 && ascii(head, at + 4, 11) === 'ICC_PROFILE') profile = true;
    if (head[at + 1] === 0xe1 && ascii(head, at + 4, 4) === 'Exif')
      turned ||= isTurned(head.subarray(at + 10, end));
    at = end;
  }
  return { profile, turned };
}

/** Whether tag 0112 (orientation) of an EXIF block (TIFF 6.0, first directory) is other than 1, upright. */
function isTurned(exif: Uint8Array): boolean {
  if (exif.length < 14) return false;
  const view = new DataView(exif.buffer, exif.byteOffset, exif.byteLength);
  const little = exif[0] === 0x49;
  const from = view.getUint32(4, little);
  if (from + 2 > exif.length) return false;
  const count = view.getUint16(from, little);
  for (let i = 0, at = from + 2; i < count && at + 12 <= exif.length; i++, at += 12) {
    if (view.getUint16(at, little) === 0x0112) return view.getUint16(at + 8, little) > 1;
  }
  return false;
}
