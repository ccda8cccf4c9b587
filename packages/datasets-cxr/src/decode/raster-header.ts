import { streamHeader } from './dicom/codecs/codestream.ts';

/** What a PNG or JPEG says of itself before its pixels. */
export interface RasterHeader {
  readonly width: number;
  readonly height: number;
  readonly bits: number;
  readonly grey: boolean;
  /** Whether it is unpacked as a whole (interlaced, progressive) instead of line by line. */
  readonly whole: boolean;
  /** Bytes that it then takes. */
  readonly bytes: number;
  /** Bytes that a file of so many pixels must have at least. */
  readonly leastSize: number;
}

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Channels of PNG's colour types (PNG 11.2.1). */
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
/** Deflate packs no better (RFC 1951: 258 bytes in two bits). */
const MOST_DEFLATED = 1032;
/** Pixels of a block of JPEG, which takes a bit of each scan at least. */
const BLOCK = 64;

export const isPng = (bytes: Uint8Array): boolean => PNG.every((byte, i) => bytes[i] === byte);

/** Reads the header; null if there is none that can be read, which the image library then says better. */
export function rasterHeader(bytes: Uint8Array): RasterHeader | null {
  if (isPng(bytes)) return pngHeader(bytes);
  const header = streamHeader(bytes);
  if (!header) return null;
  const { width, height, bits, components, marker } = header;
  const pixels = width * height;
  return {
    width,
    height,
    bits,
    grey: components === 1,
    whole: marker === 0xc2,
    bytes: pixels * components * 2,
    leastSize: Math.floor(pixels / BLOCK / 8),
  };
}

function pngHeader(bytes: Uint8Array): RasterHeader | null {
  if (bytes.length < 33) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [width, height, bits, type] = [view.getUint32(16), view.getUint32(20), bytes[24]!, bytes[25]!];
  const channels = CHANNELS[type] ?? 4;
  return {
    width,
    height,
    bits,
    grey: type === 0 || type === 4,
    whole: bytes[28] === 1,
    bytes: width * height * (type === 3 ? 4 : channels) * (bits === 16 ? 2 : 1),
    leastSize: Math.floor((height * Math.ceil((width * channels * bits) / 8)) / MOST_DEFLATED),
  };
}
