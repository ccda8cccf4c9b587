import { stat } from 'node:fs/promises';
import { MimmxError } from '@mimmx/core/errors';

/**
 * Looks at the place of a folder that a user named to be written into, before anything is worked out for it.
 *
 * @throws E_OUTPUT if there is something else, or no folder can be there
 */
export async function requireFolderTarget(path: string): Promise<void> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => error);
  if (found instanceof Error ? found.code === 'ENOENT' : found.isDirectory()) return;
  const what = found instanceof Error ? `cannot be a folder (${found.code})` : 'is no folder';
  throw new MimmxError(
    'E_OUTPUT',
    `${path} ${what}, and is left as it is. Give the path of a folder, new or old.`,
  );
}
