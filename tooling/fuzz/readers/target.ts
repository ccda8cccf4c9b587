import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** One kind of file and its reader. */
export interface Target {
  readonly name: string;
  /** Small sound files that are damaged: many of them are read in a second. */
  readonly seeds: readonly Uint8Array[];
  /** Larger ones, of which one in {@link LARGE_EVERY} inputs is made. */
  readonly large?: readonly Uint8Array[];
  /** Mends what would be refused before it is looked at, such as a sum over the bytes. */
  mend?(bytes: Buffer, random: () => number): Buffer;
  /** Reads a file; throws if it must be refused, and says what is wrong with the result itself. */
  read(path: string): Promise<void>;
  /** Files that are cut within their pixels: whoever reads one fills it with something that is not there. */
  cut?(random: () => number): Buffer;
}

export const LARGE_EVERY = 50;

/** What a reader returned is wrong, which is worse than any error. */
export class Wrong extends Error {}

const packages = fileURLToPath(new URL('../../../packages/', import.meta.url));

/** A file of the packages' tests. */
export const fileOf = (path: string): Buffer => readFileSync(join(packages, path));

/** Sound files of a folder of the packages' tests. */
export const filesOf = (folder: string, ending: RegExp): Buffer[] =>
  readdirSync(join(packages, folder))
    .filter((name) => ending.test(name) && !/^bad/.test(name))
    .sort()
    .map((name) => fileOf(join(folder, name)));

export const pick = <T>(from: readonly T[], random: () => number): T =>
  from[Math.floor(random() * from.length)]!;
