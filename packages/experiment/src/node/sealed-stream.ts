import { createHash } from 'node:crypto';
import { isMissing, storageError } from '@mimmx/data/files';
import { fill, openPlain } from './plain-file.ts';

/** Bytes read at once. */
const PIECE = 4 * 2 ** 20;

/** Size and checksum of a file's content. */
export interface Seal {
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** A file of a sealed folder that is read from beginning to end. */
export interface SealedReader {
  /** Bytes of the whole file. */
  readonly bytes: number;
  /** Fills an array with the next bytes, and gives it back. @throws E_CHECKPOINT if there are not so many */
  fill<T extends Float32Array | Int32Array | Uint8Array>(target: T): Promise<T>;
  /** The rest, in pieces that are good until the next one is asked for. */
  pieces(): AsyncIterable<Uint8Array>;
}

/** Reads a file whose size and checksum are known, in bounded memory, and checks them at its end. */
export async function streamSealed<T>(
  path: string,
  name: string,
  seal: Seal,
  damaged: (what: string) => Error,
  use: (reader: SealedReader) => Promise<T>,
): Promise<T> {
  const opened = await openPlain(path, Number.MAX_SAFE_INTEGER, (what) => damaged(`${name} ${what}`)).catch(
    (error) => {
      throw isMissing(error) ? damaged(`${name} is missing`) : storageError(error, 'read', path);
    },
  );
  const { file, size } = opened;
  try {
    if (size !== seal.bytes) throw damaged(`${name} has ${size} bytes instead of ${seal.bytes}`);
    const hash = createHash('sha256');
    let at = 0;
    const next = async (target: Uint8Array): Promise<void> => {
      for (let from = 0; from < target.length; from += PIECE) {
        const piece = target.subarray(from, from + PIECE);
        if ((await fill(file, piece, at)) < piece.length) throw damaged(`${name} ends too early`);
        hash.update(piece);
        at += piece.length;
      }
    };
    const result = await use({
      bytes: size,
      fill: async (target) => {
        if (at + target.byteLength > size) throw damaged(`${name} is shorter than what it is to hold`);
        await next(new Uint8Array(target.buffer, target.byteOffset, target.byteLength));
        return target;
      },
      pieces: async function* () {
        const piece = new Uint8Array(Math.min(PIECE, size - at));
        while (at < size) {
          const part = piece.subarray(0, Math.min(piece.length, size - at));
          await next(part);
          yield part;
        }
      },
    });
    if (at !== size) throw damaged(`${name} is longer than what it is to hold`);
    if (hash.digest('hex') !== seal.sha256) throw damaged(`${name} does not match its checksum`);
    return result;
  } catch (error) {
    throw storageError(error, 'read', path);
  } finally {
    await file.close();
  }
}
