import { constants, gunzipSync } from 'node:zlib';
import { NiftiError } from './error.ts';
import { firstMember } from './first-member.ts';
import { TRAILING } from './read-bytes.ts';

/** No deflate stream is denser: a match of 258 bytes takes at least 2 bits. */
const DENSEST = 1032;

/** What the first bytes of a gzip file hold; at most {@link DENSEST} times as many. */
export function gunzipStart(bytes: Uint8Array): Uint8Array {
  try {
    return gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH });
  } catch (cause) {
    const first = followed(cause) ? firstMember(bytes, bytes.length * DENSEST) : null;
    if (first) return first;
    throw damaged(cause);
  }
}

/** Whether what follows the last member is no member. */
const followed = (cause: unknown): boolean => (cause as Error).message === 'incorrect header check';

/**
 * Decompresses, and stops soon after what the header promises. Synchronous, which takes half the time of the
 * asynchronous function; volumes are read in worker threads.
 *
 * @param expected bytes that the header promises
 * @throws E_NIFTI_GZIP damaged · E_NIFTI_TRUNCATED too short · E_NIFTI_SIZE far more than `expected` comes out
 */
export function gunzipBounded(bytes: Uint8Array, expected: number): Uint8Array {
  if (expected > bytes.length * DENSEST)
    throw new NiftiError(
      'E_NIFTI_TRUNCATED',
      `${bytes.length} compressed bytes cannot hold the ${expected} that the header promises. Copy the file again.`,
    );
  try {
    // One chunk of the expected size spares joining thousands of small ones.
    const chunkSize = Math.max(1024, expected + 1);
    return gunzipSync(bytes, { maxOutputLength: expected + TRAILING, chunkSize });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      throw new NiftiError(
        'E_NIFTI_SIZE',
        `The file decompresses to far more than the ${expected} bytes that its header promises. Repair its header or leave it out.`,
        { cause },
      );
    const first = followed(cause) ? firstMember(bytes, expected + TRAILING) : null;
    if (first && first.length >= expected) return first;
    throw damaged(cause);
  }
}

function damaged(cause: unknown): NiftiError {
  const { code, message } = cause as NodeJS.ErrnoException;
  return code === 'Z_BUF_ERROR'
    ? new NiftiError('E_NIFTI_TRUNCATED', 'The gzip stream ends too early. Copy the file again.', { cause })
    : new NiftiError('E_NIFTI_GZIP', `The gzip stream is damaged (${message}). Copy the file again.`, {
        cause,
      });
}
