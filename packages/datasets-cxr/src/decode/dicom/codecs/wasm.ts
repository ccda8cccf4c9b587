import { createRequire } from 'node:module';

/** One decoder of a WebAssembly codec. */
export interface WasmDecoder {
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

/** What a codec gives of a stream. */
export interface Decoded {
  readonly samples: Uint8Array;
  readonly info: ReturnType<WasmDecoder['getFrameInfo']>;
}

type Codec = Readonly<Record<string, new () => WasmDecoder>>;

/** Loaded at the first image that needs them: most data sets never do. */
const codecs = new Map<string, Promise<Codec>>();

function load(name: string): Promise<Codec> {
  const require = createRequire(import.meta.url);
  const folder = require.resolve(`${name}/decodewasm`).replace(/[^/\\]+$/, '');
  const make = require(`${name}/decodewasmjs`) as (options: object) => Promise<Codec>;
  const silent = () => {};
  return make({ locateFile: (file: string) => folder + file, print: silent, printErr: silent });
}

/**
 * Decodes a stream.
 *
 * @param what the stream is, for messages
 * @throws if the codec refuses the stream
 */
export async function decodeWasm(
  name: '@cornerstonejs/codec-charls' | '@cornerstonejs/codec-openjpeg',
  kind: 'JpegLSDecoder' | 'J2KDecoder',
  what: string,
  stream: Uint8Array,
): Promise<Decoded> {
  const codec = codecs.get(name) ?? load(name);
  codecs.set(name, codec);
  const Decoder = (await codec)[kind]!;
  try {
    const decoder = new Decoder();
    try {
      decoder.getEncodedBuffer(stream.length).set(stream);
      decoder.decode();
      return { samples: decoder.getDecodedBuffer().slice(), info: decoder.getFrameInfo() };
    } finally {
      decoder.delete();
    }
  } catch (error) {
    // A trap may have left the codec's memory in any state.
    codecs.delete(name);
    // C++ exceptions arrive as addresses; only an out-of-memory says something to a reader.
    const detail = error instanceof Error && /memory/i.test(error.message) ? ' or too large' : '';
    throw new Error(`the ${what} stream is damaged${detail}`);
  }
}
