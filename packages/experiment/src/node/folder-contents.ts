import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isPlan } from './sweep/put-plan.ts';
import { folderTrials, trialIds } from './trials/index.ts';

/** What lies at a path, as far as a command that writes folders has to know. */
export type FolderContents =
  /** Nothing, or a folder that is empty but for hidden files and a store without trials. */
  | { readonly kind: 'nothing' | 'file' | 'link' | 'other' }
  | { readonly kind: 'run' | 'sweep' | 'generator' }
  /** With its protocol, once it has tables. */
  | { readonly kind: 'bench'; readonly protocol?: string };

/**
 * Looks at what lies at a path. One that is stopped before it wrote its record is told by its first trial: only
 * generators have trials without an encoder. A link is not followed.
 */
export async function folderContents(path: string): Promise<FolderContents> {
  const stat = await lstat(path).catch(() => null);
  if (!stat) return { kind: 'nothing' };
  if (!stat.isDirectory()) return { kind: stat.isSymbolicLink() ? 'link' : 'file' };
  const found = await readdir(path).catch(() => null);
  if (!found) return { kind: 'other' };
  const names = found.filter((name) => !name.startsWith('.'));
  if (names.length === 0) return { kind: 'nothing' };
  if (names.includes('opened')) return { kind: 'run' };
  if (names.some(isPlan)) return { kind: 'sweep' };
  if (names.includes('generator.json')) return { kind: 'generator' };
  const protocol = await protocolOf(path);
  if (protocol !== null) return { kind: 'bench', protocol };
  return (await byTrials(path)) ?? { kind: names.join() === 'trials' ? 'nothing' : 'other' };
}

/** What lies there, in words that go on after "is". */
export function contentsInWords(contents: FolderContents): string {
  switch (contents.kind) {
    case 'nothing':
      return 'empty';
    case 'other':
      return 'not empty';
    case 'file':
    case 'link':
      return `a ${contents.kind}`;
    case 'bench':
      return `the folder of a bench${contents.protocol === undefined ? '' : ` of "${contents.protocol}"`}`;
    default:
      return `the folder of a ${contents.kind}`;
  }
}

async function protocolOf(path: string): Promise<string | null> {
  try {
    const { protocol } = JSON.parse(await readFile(join(path, 'results.json'), 'utf8'));
    return typeof protocol === 'string' ? protocol : null;
  } catch {
    return null;
  }
}

async function byTrials(path: string): Promise<FolderContents | null> {
  const store = folderTrials(path);
  for (const id of await trialIds(path)) {
    const trial = await store.trial(id).catch(() => null);
    if (trial) return { kind: trial.encoder.name === 'none' ? 'generator' : 'bench' };
  }
  return null;
}
