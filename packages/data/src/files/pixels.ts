import type { Pixels } from './decoder.ts';

/** Kinds of element in the order of their codes in a cache entry. */
const KINDS = [Uint8Array, Uint16Array, Float32Array] as const;
const SCALE = [1 / 255, 1 / 65535, 1] as const;

/** Code of the element kind: 0 = uint8, 1 = uint16, 2 = float32. */
export const pixelKind = (pixels: Pixels): number => KINDS.findIndex((kind) => pixels instanceof kind);

/** Bytes of one element, or 0 for an unknown code. */
export const bytesPerPixel = (kind: number): number => KINDS[kind]?.BYTES_PER_ELEMENT ?? 0;

/** The pixels' bytes, without a copy. */
export const bytesOf = (pixels: Pixels): Uint8Array =>
  new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength);

/** A view of bytes as pixels; copies where the bytes are not aligned. */
export function pixelsOf(bytes: Uint8Array, kind: number): Pixels {
  const type = KINDS[kind] ?? Uint8Array;
  const aligned = bytes.byteOffset % type.BYTES_PER_ELEMENT === 0 ? bytes : bytes.slice();
  const { buffer, byteOffset, byteLength } = aligned;
  return new type(buffer as ArrayBuffer, byteOffset, byteLength / type.BYTES_PER_ELEMENT);
}

/** Fresh float32 values: integers scaled to 0 … 1, floats as they are. */
export function toFloat32(pixels: Pixels): Float32Array {
  const scale = SCALE[pixelKind(pixels)]!;
  const values = new Float32Array(pixels.length);
  if (scale === 1) values.set(pixels);
  else for (let i = 0; i < values.length; i++) values[i] = pixels[i]! * scale;
  return values;
}
