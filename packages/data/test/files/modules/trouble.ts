import { appendFileSync, readFileSync } from 'node:fs';
import type { Reserve } from '../../../src/files/index.ts';

interface Options {
  /** Code of the error that reading gives. */
  readonly code: string;
  /** How often, before it goes well. */
  readonly times: number;
}

/** Reads a file whose drive is in trouble at first; the file counts the tries. */
export function read(path: string, { code, times }: Options): number {
  appendFileSync(path, '.');
  const tries = readFileSync(path).length;
  if (tries > times) return tries;
  throw Object.assign(new Error(`${code}: read`), { code });
}

let running = 0;

/** Takes memory, keeps it for a while, and says when it had it. */
export async function hold(_: string, bytes: number, reserve: Reserve): Promise<[number, number]> {
  await reserve(bytes);
  if (++running > 1) throw new Error('two calls in one thread');
  const from = performance.timeOrigin + performance.now();
  await new Promise((resolve) => setTimeout(resolve, 60));
  running--;
  return [from, performance.timeOrigin + performance.now()];
}

/** Takes memory and dies with it. */
export async function die(_: string, bytes: number, reserve: Reserve): Promise<never> {
  await reserve(bytes);
  process.exit(3);
}

/** A decoder on a machine that has no more files to give. */
export function decode(): never {
  throw new Error('EMFILE: too many open files, open');
}
