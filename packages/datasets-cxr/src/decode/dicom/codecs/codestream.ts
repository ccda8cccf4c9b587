/** What the header of a JPEG (baseline to JPEG-LS) or JPEG 2000 stream declares. */
export interface StreamHeader {
  readonly kind: 'jpeg' | 'jpeg-lossless' | 'jpeg-ls' | 'jpeg-2000';
  readonly width: number;
  readonly height: number;
  readonly bits: number;
  readonly components: number;
  readonly signed: boolean;
  /** Frame header's marker, of the JPEG family. */
  readonly marker: number;
}

/**
 * Reads the header of a stream, or null if it is none of them.
 * Sources: ITU-T T.81 B.1.1.2 and B.2.2 (fill bytes, frame header), T.87 C.2.2, T.800 A.5.1 (SIZ).
 */
export function streamHeader(bytes: Uint8Array): StreamHeader | null {
  if (bytes.length < 24) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint16(0) === 0xff4f) return sizOf(view);
  if (view.getUint16(0) !== 0xffd8) return null;
  for (let at = 2; at + 10 <= bytes.length; ) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at++;
      continue;
    }
    const frame =
      (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) ||
      marker === 0xf7;
    if (frame) {
      const kind = marker === 0xf7 ? 'jpeg-ls' : marker === 0xc3 ? 'jpeg-lossless' : 'jpeg';
      const [height, width] = [view.getUint16(at + 5), view.getUint16(at + 7)];
      return { kind, width, height, bits: bytes[at + 4]!, components: bytes[at + 9]!, signed: false, marker };
    }
    at += 2 + view.getUint16(at + 2);
  }
  return null;
}

function sizOf(view: DataView): StreamHeader | null {
  if (view.byteLength < 43 || view.getUint16(2) !== 0xff51) return null;
  const depth = view.getUint8(42);
  return {
    kind: 'jpeg-2000',
    width: view.getUint32(8) - view.getUint32(16),
    height: view.getUint32(12) - view.getUint32(20),
    bits: (depth & 127) + 1,
    components: view.getUint16(40),
    signed: depth > 127,
    marker: 0x51,
  };
}
