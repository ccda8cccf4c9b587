import { inflateRawSync } from 'node:zlib';
import { MOST_INFLATED } from '../options.ts';

/** Unpacks a deflated data set (PS3.5 A.5). @throws if it is damaged, or unpacks to more than any radiograph */
export function inflate(packed: Uint8Array): Uint8Array {
  try {
    return inflateRawSync(packed, { maxOutputLength: MOST_INFLATED, chunkSize: 2 ** 20 });
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') {
      throw new Error(
        `the deflated data set unpacks to more than ${MOST_INFLATED} bytes; export it uncompressed`,
      );
    }
    throw new Error(`the deflated data set is damaged (${(error as Error).message})`);
  }
}
