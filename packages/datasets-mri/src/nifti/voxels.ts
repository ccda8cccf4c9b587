import type { NiftiHeader } from './header.ts';

const hostIsLittleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/**
 * Stored voxels as scaled float32: stored · slope + intercept, computed in float64 and rounded once.
 *
 * @param bytes exactly the voxels wanted. Overwritten if their byte order is not the machine's
 */
export function scaledVoxels(bytes: Uint8Array, header: NiftiHeader): Float32Array {
  const { datatype, slope, intercept } = header;
  const { Raw } = datatype;
  // A typed array must start at a multiple of its element. (A Buffer's slice would not copy.)
  const aligned = bytes.byteOffset % datatype.bytes === 0 ? bytes : new Uint8Array(bytes);
  if (header.littleEndian !== hostIsLittleEndian) swap(aligned, datatype.bytes);
  const stored = new Raw(aligned.buffer as ArrayBuffer, aligned.byteOffset, bytes.length / datatype.bytes);
  const values = new Float32Array(stored.length);
  if (stored instanceof BigInt64Array || stored instanceof BigUint64Array) {
    for (let i = 0; i < values.length; i++) values[i] = Number(stored[i]) * slope + intercept;
  } else if (slope === 1 && intercept === 0) values.set(stored);
  else for (let i = 0; i < values.length; i++) values[i] = stored[i]! * slope + intercept;
  return values;
}

/** Turns the bytes of every element round. */
function swap(bytes: Uint8Array, size: number): void {
  const half = size >> 1;
  for (let at = 0; at + size <= bytes.length; at += size) {
    for (let low = at, high = at + size - 1; low < at + half; low++, high--) {
      const first = bytes[low]!;
      bytes[low] = bytes[high]!;
      bytes[high] = first;
    }
  }
}

/** Number of values that are NaN or infinite. */
export function countNonFinite(values: Float32Array): number {
  // x − x is 0 for every finite x and NaN for the others, so that one sum clears a whole volume.
  let probe = 0;
  for (let i = 0; i < values.length; i++) probe += values[i]! - values[i]!;
  if (probe === 0) return 0;
  let count = 0;
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) count++;
  return count;
}
