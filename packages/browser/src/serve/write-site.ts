import { copyFile, mkdir, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { MimmxError } from '@mimmx/core/errors';
import type { Site } from './site.ts';

/** Copies a page into a folder, to be put on a server of the user's own. @throws E_PATH if the folder is not empty */
export async function writeSite(site: Site, folder: string): Promise<void> {
  const there = await readdir(folder).catch(() => []);
  if (there.length > 0)
    throw new MimmxError('E_PATH', `${folder} is not empty. Name a new folder with --to.`);
  for (const [name, from] of site) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await copyFile(from, join(folder, name));
  }
}
