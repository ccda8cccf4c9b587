import { readFileSync, statSync } from 'node:fs';
import { MOST_BYTES } from './options.ts';

/** The file's bytes. @throws if it is empty or larger than any radiograph */
export function readWhole(path: string): Uint8Array {
  const { size } = statSync(path);
  if (size === 0) throw new Error('the file is empty');
  if (size > MOST_BYTES) throw new Error(`the file has ${size} bytes, more than any radiograph`);
  return readFileSync(path);
}
