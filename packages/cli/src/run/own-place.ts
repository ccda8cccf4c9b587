import { realpath } from 'node:fs/promises';
import { MimmxError } from '@mimmx/core';
import { contentsInWords, folderContents } from '@mimmx/experiment/node';
import { requireFolderTarget } from '../target-folder.ts';

/** What a folder is to one of the commands that write folders. */
export interface Place {
  readonly kind: 'generator' | 'bench';
  /** Protocol of a bench. */
  readonly protocol?: string;
}

/**
 * Looks at the folder of a generator or a bench before anything is computed: a new one, or one of its own kind.
 *
 * @throws E_OUTPUT if there is something else
 */
export async function requireOwnPlace(path: string, own: Place): Promise<void> {
  await requireFolderTarget(path);
  const found = await folderContents(await realpath(path).catch(() => path));
  if (found.kind === 'nothing') return;
  const protocol = found.kind === 'bench' ? found.protocol : undefined;
  if (found.kind === own.kind && (protocol ?? own.protocol) === own.protocol) return;
  throw new MimmxError(
    'E_OUTPUT',
    `${path} is ${contentsInWords(found)}, and is left as it is. Choose another folder with --out.`,
  );
}
