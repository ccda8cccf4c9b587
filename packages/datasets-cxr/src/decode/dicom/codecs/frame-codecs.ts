/** The codecs that are libraries, and not the same in Node and in a browser. */
export interface FrameCodecs {
  /** A JPEG of one component and 8 bits. @throws if the stream is damaged or ends too soon */
  jpeg8(stream: Uint8Array): Promise<Uint8Array>;
  /** A JPEG 2000 stream of one component: bytes or, above 8 bits, words. @throws if it is damaged */
  openJpeg(stream: Uint8Array): Promise<Uint8Array | Uint16Array>;
}
