import { readFileSync } from 'node:fs';
import type { Decoded } from '../../../src/files/index.ts';

interface Options {
  readonly shape: readonly number[];
  readonly kind?: 'float' | 'uint16';
  readonly items?: number;
}

/** Reads a file of raw bytes as an image; the first byte can ask for trouble. */
export function decode(path: string, options: Options): Decoded {
  const bytes = readFileSync(path);
  const command = bytes.toString('latin1', 0, 5);
  if (command === 'hang!') for (;;) Math.sqrt(2);
  if (command === 'exit!') process.exit(3);
  if (command === 'heap!') for (const kept: unknown[] = []; ; ) kept.push(new Array(1000).fill({}));
  const size = options.shape.reduce((a, b) => a * b, options.items ?? 1);
  if (bytes.length < size) throw new Error(`holds ${bytes.length} bytes instead of ${size}`);
  const own = new Uint8Array(bytes.subarray(0, size));
  const pixels =
    options.kind === 'float'
      ? Float32Array.from(own)
      : options.kind === 'uint16'
        ? Uint16Array.from(own, (v) => v * 257)
        : own;
  return { pixels, shape: options.shape, ...(options.items ? { items: options.items } : {}) };
}

/** Length of a file. */
export const measure = (path: string): number => readFileSync(path).length;
