/**
 * Width and height that a JPEG (baseline to JPEG-LS) or JPEG 2000 stream declares in its header, or null.
 * Sources: ITU-T T.81 B.2.2 (frame header), ITU-T T.87 C.2.2, ITU-T T.800 A.5.1 (SIZ).
 */
export function codestreamSize(bytes: Uint8Array): { width: number; height: number } | null {
  if (bytes.length < 24) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const marker = view.getUint16(0);
  if (marker === 0xff4f) {
    if (view.getUint16(2) !== 0xff51) return null;
    return { width: view.getUint32(8) - view.getUint32(16), height: view.getUint32(12) - view.getUint32(20) };
  }
  if (marker !== 0xffd8) return null;
  for (let at = 2; at + 9 <= bytes.length; ) {
    if (bytes[at] !== 0xff) return null;
    const kind = bytes[at + 1]!;
    const frame =
      (kind >= 0xc0 && kind <= 0xcf && kind !== 0xc4 && kind !== 0xc8 && kind !== 0xcc) || kind === 0xf7;
    if (frame) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    at += kind === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return null;
}
