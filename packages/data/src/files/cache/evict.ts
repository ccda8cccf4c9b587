import { lstatSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isSpace } from './cache-folder.ts';

interface Kept {
  readonly path: string;
  readonly size: number;
  readonly used: number;
}

const ABANDONED = 3_600_000;
const SHARD = /^\d{15}-[0-9a-f-]{36}\.shard$/;
const PARTIAL = /^\d{15}-[0-9a-f-]{36}\.shard\.partial$/;

/**
 * All shards below a cache folder, whatever options they were made with; removes what killed processes left. What is not
 * named as the cache names its own is not looked at.
 */
function shardsBelow(folder: string): Kept[] {
  const found: Kept[] = [];
  for (const space of list(folder).filter(isSpace)) {
    if (!lstatSync(join(folder, space), { throwIfNoEntry: false })?.isDirectory()) continue;
    for (const name of list(join(folder, space))) {
      const path = join(folder, space, name);
      const stat = lstatSync(path, { throwIfNoEntry: false });
      if (!stat?.isFile()) continue;
      if (SHARD.test(name)) found.push({ path, size: stat.size, used: stat.mtimeMs });
      else if (PARTIAL.test(name) && Date.now() - stat.mtimeMs > ABANDONED) rmSync(path, { force: true });
    }
  }
  return found;
}

const list = (folder: string): string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};

/**
 * Removes the shards that have not been opened for longest until `needed` more bytes fit under the bound.
 *
 * @param inUse shards that this process reads; they stay
 * @returns whether there is room now
 */
export function makeRoom(folder: string, bound: number, needed: number, inUse: ReadonlySet<string>): boolean {
  const shards = shardsBelow(folder).sort((a, b) => a.used - b.used);
  let total = shards.reduce((sum, { size }) => sum + size, 0);
  for (const { path, size } of shards) {
    if (total + needed <= bound) break;
    if (inUse.has(path)) continue;
    try {
      rmSync(path);
      total -= size;
    } catch {
      // Another process was faster, or (Windows) still reads it.
    }
  }
  return total + needed <= bound;
}
