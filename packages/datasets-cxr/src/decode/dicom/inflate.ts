import { inflateRawSync } from 'node:zlib';
import { MOST_INFLATED } from '../options.ts';

/** Up to so many bytes may come of next to nothing: an empty picture packs well. */
const FEW = 32 * 2 ** 20;
/** No radiograph deflates better. */
const MOST_TIMES = 20;

/** Unpacks a deflated data set (PS3.5 A.5). @throws if it is damaged, or unpacks to more than any radiograph */
export function inflate(packed: Uint8Array): Uint8Array {
  const most = Math.min(MOST_INFLATED, Math.max(FEW, MOST_TIMES * packed.length));
  try {
    return inflateRawSync(packed, { maxOutputLength: most, chunkSize: 2 ** 20 });
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') {
      throw new Error(
        `the deflated data set unpacks to more than ${most} bytes, which no radiograph of ${packed.length} does; export it uncompressed`,
      );
    }
    throw new Error(`the deflated data set is damaged (${(error as Error).message})`);
  }
}
