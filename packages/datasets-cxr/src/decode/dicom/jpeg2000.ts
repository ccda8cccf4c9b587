import { createRequire } from 'node:module';

interface Decoder {
  getEncodedBuffer(length: number): Uint8Array;
  getDecodedBuffer(): Uint8Array;
  decode(): void;
  getFrameInfo(): {
    readonly width: number;
    readonly height: number;
    readonly bitsPerSample: number;
    readonly componentCount: number;
    readonly isSigned: boolean;
  };
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
 * Decodes a JPEG 2000 stream of one component with OpenJPEG, whose integers are exact; the parser's own decoder
 * computes in floats and is off by one now and then.
 *
 * @returns 8-bit samples as bytes, deeper ones as little-endian 16-bit words
 */
export async function decodeJpeg2000(stream: Uint8Array, width: number, height: number): Promise<DataView> {
  codec ??= load();
  const decoder = new (await codec).J2KDecoder();
  try {
    decoder.getEncodedBuffer(stream.length).set(stream);
    decoder.decode();
    const frame = decoder.getFrameInfo();
    if (frame.width !== width || frame.height !== height || frame.componentCount !== 1) {
      throw new Error('a JPEG 2000 stream that is not one grey image of the header’s size');
    }
    const samples = decoder.getDecodedBuffer();
    return new DataView(samples.slice().buffer);
  } finally {
    decoder.delete();
  }
}
