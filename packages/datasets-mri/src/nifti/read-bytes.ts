import type { Volume } from '../volume/volume.ts';
import { extentOf, type ReadOptions, volumeOf } from './frame.ts';
import { HEADER_BYTES, parseHeader } from './header.ts';
import { isGzip } from './magic.ts';

/** Unpacks a gzip file from its beginning. */
export interface Gunzip {
  /**
   * What the file holds.
   *
   * @param least bytes that must come out
   * @param most no more than these are wanted
   * @throws E_NIFTI_GZIP damaged · E_NIFTI_TRUNCATED fewer than `least` · E_NIFTI_SIZE more than `most`
   */
  (bytes: Uint8Array, least: number, most: number): Promise<Uint8Array>;
}

/** Bytes after the last voxel that are put up with: padding, notes of the writer. */
export const TRAILING = 1 << 20;

/**
 * One 3-D volume of the bytes of a NIfTI-1 or NIfTI-2 file, plain or gzipped, wherever they come from.
 *
 * @param head unpacks the beginning of a gzip file: as much as there is of `most`
 * @throws E_NIFTI_…, as `readNifti` does
 */
export async function readNiftiBytes(
  bytes: Uint8Array,
  options: ReadOptions,
  {
    head,
    whole,
  }: { readonly head: (bytes: Uint8Array, most: number) => Promise<Uint8Array>; readonly whole: Gunzip },
): Promise<Volume> {
  const gzipped = isGzip(bytes);
  const header = parseHeader(gzipped ? await head(bytes, HEADER_BYTES) : bytes.subarray(0, HEADER_BYTES));
  const extent = extentOf(header, options);
  const { from, to, total } = extent;
  const all = gzipped ? await whole(bytes, total, total + TRAILING) : bytes;
  // A copy: swapping byte order overwrites it.
  return volumeOf(all.slice(from, to), header, extent, options);
}
