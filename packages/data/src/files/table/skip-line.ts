import { Transform, type TransformCallback } from 'node:stream';

/** Where a pass over a table begins, and what it had counted until there. */
export interface Start {
  readonly bytes: number;
  readonly lines: number;
}

const LF = 10;
const CR = 13;

/**
 * Passes on what comes after the line that begins at a place: empty lines before it go with it.
 *
 * @param dropped is told where the rest begins, once
 */
export function skipLine(from: Start, dropped: (rest: Start) => void): Transform {
  let position = 0;
  let lines = from.lines;
  let inLine = false;
  let afterCr = false;
  let done = false;

  const consume = (byte: number): boolean => {
    const end = byte === CR || byte === LF;
    if (end && !(byte === LF && afterCr)) {
      lines++;
      if (inLine) {
        afterCr = byte === CR;
        return true;
      }
    } else if (!end) inLine = true;
    afterCr = byte === CR;
    return false;
  };

  return new Transform({
    transform(chunk: Buffer, _encoding, next: TransformCallback) {
      let at = Math.min(chunk.length, Math.max(0, from.bytes - position));
      while (!done && at < chunk.length) done = consume(chunk[at++]!);
      position += chunk.length;
      if (!done) return next();
      const rest = chunk.subarray(at);
      this._transform = (piece: Buffer, _kind, then) => then(null, piece);
      try {
        dropped({ bytes: position - rest.length, lines });
        next(null, rest);
      } catch (error) {
        next(error as Error);
      }
    },
    flush(next: TransformCallback) {
      try {
        if (!done) dropped({ bytes: position, lines: lines + 1 });
        next();
      } catch (error) {
        next(error as Error);
      }
    },
  });
}
