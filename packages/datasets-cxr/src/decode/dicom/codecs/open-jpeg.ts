import { createRequire } from 'node:module';

interface Decoder {
  getEncodedBuffer(length: number): Uint8Array;
  getDecodedBuffer(): Uint8Array;
  decode(): void;
  getFrameInfo(): { readonly width: number; readonly height: number; readonly bitsPerSample: number };
  delete(): void;
}
interface OpenJpeg {
  readonly J2KDecoder: new () => Decoder;
}

/** Loaded at the first image that needs it: most data sets never do. */
let codec: Promise<OpenJpeg> | null = null;

function load(): Promise<OpenJpeg> {
  const require = createRequire(import.meta.url);
  const folder = require.resolve('@cornerstonejs/codec-openjpeg/decodewasm').replace(/[^/\\]+$/, '');
  const make = require('@cornerstonejs/codec-openjpeg/decodewasmjs') as (
    options: object,
  ) => Promise<OpenJpeg>;
  const silent = () => {};
  return make({ locateFile: (name: string) => folder + name, print: silent, printErr: silent });
}

/**
 * Decodes a JPEG 2000 stream of one component with OpenJPEG in WebAssembly.
 *
 * @returns samples, row-major, as bytes or, above 8 bits, as 16-bit words
 * @throws if OpenJPEG refuses the stream
 */
export async function openJpeg(stream: Uint8Array): Promise<Uint8Array | Uint16Array> {
  codec ??= load();
  const { J2KDecoder } = await codec;
  try {
    const decoder = new J2KDecoder();
    try {
      decoder.getEncodedBuffer(stream.length).set(stream);
      decoder.decode();
      const { width, height, bitsPerSample } = decoder.getFrameInfo();
      const samples = decoder.getDecodedBuffer().slice();
      return bitsPerSample > 8 ? new Uint16Array(samples.buffer, 0, width * height) : samples;
    } finally {
      decoder.delete();
    }
  } catch {
    // C++ exceptions arrive as addresses, and a trap may have left the codec's memory in any state.
    codec = null;
    throw new Error('the JPEG 2000 stream is damaged');
  }
}
