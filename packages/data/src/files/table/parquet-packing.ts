import * as zlib from 'node:zlib';
import type { CompressionCodec, Compressors } from 'hyparquet';
import { unpackSnappy } from './snappy.ts';

type Unpack = (bytes: Uint8Array, options: { maxOutputLength: number }) => Uint8Array;

/** Unpacks no more than a page says that it holds. */
const bounded = (unpack: Unpack) => (packed: Uint8Array, length: number) =>
  unpack(packed, { maxOutputLength: Math.max(1, length) });

/** Node has it since 22.15. */
const { zstdDecompressSync } = zlib as { zstdDecompressSync?: Unpack };

/** All packings of pages that are read. */
export const compressors: Compressors = {
  SNAPPY: unpackSnappy,
  GZIP: bounded((bytes, options) => (bytes[0] === 0x1f ? zlib.gunzipSync : zlib.inflateSync)(bytes, options)),
  BROTLI: bounded(zlib.brotliDecompressSync),
  ...(zstdDecompressSync ? { ZSTD: bounded(zstdDecompressSync) } : {}),
};

/** Unpacks the bytes of a page. @throws if they are not as many as it says */
export function unpackPage(packed: Uint8Array, length: number, codec: CompressionCodec): Uint8Array {
  const unpack = compressors[codec];
  const page = codec === 'UNCOMPRESSED' ? packed : unpack!(packed, length);
  if (page.length !== length) throw new Error('it is damaged');
  return page;
}

/** @throws if pages of this packing cannot be unpacked */
export function checkPacking(codec: CompressionCodec): void {
  if (codec !== 'UNCOMPRESSED' && !compressors[codec])
    throw new Error(`unsupported compression codec: ${String(codec).slice(0, 20)}`);
}
