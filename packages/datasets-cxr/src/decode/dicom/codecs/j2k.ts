interface Decoder {
  getEncodedBuffer(length: number): Uint8Array;
  getDecodedBuffer(): Uint8Array;
  decode(): void;
  getFrameInfo(): { readonly width: number; readonly height: number; readonly bitsPerSample: number };
  delete(): void;
}

/** OpenJPEG in WebAssembly, as `@cornerstonejs/codec-openjpeg` brings it. */
export interface OpenJpeg {
  readonly J2KDecoder: new () => Decoder;
}

/**
 * Decodes JPEG 2000 streams of one component with OpenJPEG in WebAssembly.
 *
 * @param load makes the codec, at the first stream: most data sets have none
 * @returns samples, row-major, as bytes or, above 8 bits, as 16-bit words. @throws if OpenJPEG refuses the stream
 */
export function j2kDecoder(
  load: () => Promise<OpenJpeg>,
): (stream: Uint8Array) => Promise<Uint8Array | Uint16Array> {
  let codec: Promise<OpenJpeg> | null = null;
  return async (stream) => {
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
  };
}
