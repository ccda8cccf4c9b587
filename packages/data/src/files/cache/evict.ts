import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

interface Kept {
  readonly path: string;
  readonly size: number;
  readonly used: number;
}

const ABANDONED = 3_600_000;

/** All shards below a cache folder, whatever options they were made with; removes what killed processes left. */
function shardsBelow(folder: string): Kept[] {
  const found: Kept[] = [];
  for (const space of list(folder)) {
    for (const name of list(join(folder, space))) {
      const path = join(folder, space, name);
      const stat = statSync(path, { throwIfNoEntry: false });
      if (!stat?.isFile()) continue;
      if (name.endsWith('.shard')) found.push({ path, size: stat.size, used: stat.mtimeMs });
      else if (name.endsWith('.partial') && Date.now() - stat.mtimeMs > ABANDONED)
        rmSync(path, { force: true });
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
