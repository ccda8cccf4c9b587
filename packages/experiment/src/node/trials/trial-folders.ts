import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** Folder of a trial in a folder of trials. */
export const trialFolder = (path: string, id: string): string =>
  join(resolve(path), 'trials', id.slice(0, 2), id);

/** Ids of the trials that were ever claimed in a folder, sorted; none if there is no such folder. */
export async function trialIds(path: string): Promise<string[]> {
  const root = join(resolve(path), 'trials');
  const names = (folder: string) => readdir(folder).catch((): string[] => []);
  const shards = (await names(root)).filter((name) => /^[0-9a-f]{2}$/.test(name));
  const ids = await Promise.all(
    shards.map(async (shard) =>
      (await names(join(root, shard))).filter((name) => /^[0-9a-f]{32}$/.test(name)),
    ),
  );
  return ids.flat().sort();
}
