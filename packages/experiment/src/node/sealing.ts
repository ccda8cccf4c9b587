import { createHash } from 'node:crypto';
import type { StreamedContent } from '@mimmx/data/files';
import type { Seal } from './sealed-stream.ts';

/** The same content; says what its seal is when all of it went through. */
export async function* sealing(
  content: StreamedContent,
  done: (seal: Seal) => void,
): AsyncGenerator<string | Uint8Array> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const piece of typeof content === 'string' || content instanceof Uint8Array
    ? [content]
    : content) {
    hash.update(piece);
    bytes += Buffer.byteLength(piece);
    yield piece;
  }
  done({ bytes, sha256: hash.digest('hex') });
}
