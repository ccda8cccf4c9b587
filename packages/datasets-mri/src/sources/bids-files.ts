import { readdir, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { MimmxError } from '@mimmx/core';
import { each } from './each.ts';

/** One image of a BIDS data set. */
export interface BidsFile {
  /** Path below the data set's folder, with forward slashes. */
  readonly path: string;
  /** Name without `.nii` or `.nii.gz`. */
  readonly id: string;
  /** `sub-…` */
  readonly subject: string;
  /** `ses-…`, or an empty string. */
  readonly session: string;
  /** Why the image cannot be used, if its name says another subject or session than its folder. */
  readonly misplaced?: string;
  /** Entities of the name in its order, without `sub`: `{ ses: '01', acq: 'mprage' }`. */
  readonly entities: Readonly<Record<string, string>>;
}

/** What the name must be like. */
export interface BidsFilter {
  /** Folder below the subject or session: `anat`, `func`, … */
  readonly datatype: string;
  /** Last part of the name: `T1w`, `FLAIR`, … */
  readonly suffix: string;
  /** Value, or values, that an entity may have; null asks for its absence. */
  readonly entities: Readonly<Record<string, string | readonly string[] | null>>;
}

const NAME = /^((?:[a-zA-Z]+-[a-zA-Z0-9+]+_)+)([a-zA-Z0-9]+)\.nii(?:\.gz)?$/;

/** Subject, session and entities of a file name, or null if it is no image that BIDS would name so. */
export function parseBidsName(name: string): (Omit<BidsFile, 'path'> & { suffix: string }) | null {
  const match = NAME.exec(name);
  if (!match) return null;
  const pairs = match[1]!
    .slice(0, -1)
    .split('_')
    .map((pair) => pair.split('-') as [string, string]);
  const { sub, ...entities } = Object.fromEntries(pairs);
  if (sub === undefined) return null;
  return {
    id: name.replace(/\.nii(\.gz)?$/, ''),
    subject: `sub-${sub}`,
    session: entities.ses === undefined ? '' : `ses-${entities.ses}`,
    entities,
    suffix: match[2]!,
  };
}

const matches = (entities: Readonly<Record<string, string>>, filter: BidsFilter['entities']): boolean =>
  Object.entries(filter).every(([entity, wanted]) => {
    const value = entities[entity];
    if (wanted === null) return value === undefined;
    return typeof wanted === 'string' ? value === wanted : value !== undefined && wanted.includes(value);
  });

/**
 * The images below a folder that pass the filter, by subject and name. Folders that are links to a place outside the
 * data set are not entered.
 *
 * @param root the data set's real folder
 * @param below folder of the raw data or of one derivative, relative to `root`
 */
export async function findBidsFiles(root: string, below: string, filter: BidsFilter): Promise<BidsFile[]> {
  const subjects = await folders(root, below, 'sub-');
  const found = await each(subjects, 16, async (subject) => {
    const sessions = await folders(root, subject, 'ses-');
    const files: BidsFile[] = [];
    for (const place of [subject, ...sessions]) {
      const folder = `${place}/${filter.datatype}`;
      for (const name of (await list(root, folder)).map((entry) => entry.name)) {
        const parsed = parseBidsName(name);
        if (parsed?.suffix !== filter.suffix || !matches(parsed.entities, filter.entities)) continue;
        const { suffix: _, ...file } = parsed;
        const misplaced = misplacedIn(folder.split('/'), parsed);
        files.push({ ...file, path: `${folder}/${name}`, ...(misplaced !== null && { misplaced }) });
      }
    }
    return files;
  });
  return found.flat();
}

/** The subject and the session stand in the folder and in the name, and must be the same. */
function misplacedIn(places: readonly string[], { subject, session }: Pick<BidsFile, 'subject' | 'session'>) {
  for (const [prefix, named] of [
    ['sub-', subject],
    ['ses-', session],
  ] as const) {
    const place = places.find((part) => part.startsWith(prefix));
    if (place !== undefined && place !== named)
      return `it lies in ${place}, and its name says ${named || `no ${prefix}`}`;
  }
  return null;
}

/** Folders whose name begins so, sorted. */
async function folders(root: string, below: string, prefix: string): Promise<string[]> {
  const entries = await list(root, below);
  return entries
    .filter((entry) => entry.name.startsWith(prefix) && (entry.isDirectory() || entry.isSymbolicLink()))
    .map(({ name }) => (below === '' ? name : `${below}/${name}`));
}

async function list(root: string, folder: string) {
  try {
    const real = await realpath(join(root, folder));
    if (real !== root && !real.startsWith(root.endsWith(sep) ? root : root + sep)) return [];
    const entries = await readdir(real, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // A subject need not have the datatype, and a file may be called sub-….
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw new MimmxError(
      'E_FILE',
      `The folder ${folder || '.'} cannot be read (${code}). Check its permissions.`,
      {
        cause: error,
      },
    );
  }
}
