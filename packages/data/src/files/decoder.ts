/** Pixels as a decoder gives them. Integers stand for 0 to 1 of their full range; floats for themselves. */
export type Pixels = Uint8Array | Uint16Array | Float32Array;

/** One decoded file: an image, or several images one after the other. */
export interface Decoded {
  /** Row-major: `shape` for one image, `[items, …shape]` for a file of several. */
  readonly pixels: Pixels;
  /** Shape of one image: [height, width, channels] or [depth, height, width, channels]. */
  readonly shape: readonly number[];
  /** Number of images in the file; 1 if absent. */
  readonly items?: number;
}

/**
 * Takes so many bytes of the memory that all threads share for large images, and waits until they are free. Given back
 * when the call ends; a second call gives back what the first took.
 */
export type Reserve = (bytes: number) => Promise<void>;

/**
 * What a decoder module exports under the name `decode`. It runs in a worker thread, is handed an absolute path that
 * has already been found inside the root, and must depend on the file and the options alone. It throws a plain
 * `Error` whose message says what is wrong with the file (never what the file says of a patient).
 *
 * A module that imports `@mimmx/core` would load the tensor engine in every worker: import nothing of it but types.
 */
export type Decode<Options = unknown> = (
  path: string,
  options: Options,
  reserve: Reserve,
) => Decoded | Promise<Decoded>;

/** Where the decoder is and what it is asked to do. All of it enters the cache key. */
export interface DecoderChoice {
  /** URL of the module, e.g. from {@link moduleBeside}. */
  readonly module: URL;
  /** Changes whenever the same file and options give other pixels; old cache entries are then left alone. */
  readonly version: string;
  /** Plain JSON. */
  readonly options: unknown;
}

/**
 * URL of a worker's module that lies beside the caller: the TypeScript source when the caller runs from sources, the
 * build's own entry otherwise.
 *
 * @example
 * moduleBeside(import.meta.url, './decode/image.ts', './image-decoder.js');
 */
export const moduleBeside = (from: string, source: string, built: string): URL =>
  new URL(from.endsWith('.ts') ? source : built, from);
