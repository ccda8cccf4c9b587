/** Where the `.wasm` files of the libraries lie: folders with a slash at their end. */
export interface Assets {
  /** Of onnxruntime-web. */
  readonly ort?: string;
  /** Of wasm-vips. */
  readonly vips?: string;
  /** Of @cornerstonejs/codec-openjpeg. */
  readonly openjpeg?: string;
}

/** An image as the model takes it. */
export interface PreparedImage {
  /** Row-major, of the model's shape. */
  readonly pixels: Float32Array;
  readonly shape: readonly number[];
}

/** Makes images of the bytes of one file. */
export type Prepare = (bytes: Uint8Array) => Promise<readonly PreparedImage[]>;
