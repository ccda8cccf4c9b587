import { type Dirent, readdirSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';

/** A folder that images lie in, at whatever depth below it. */
export interface ImageFolder {
  /** From the folder looked at, with forward slashes; `.` for itself. */
  readonly path: string;
  /** Paths below it, with forward slashes. */
  readonly files: readonly string[];
}

/** What a folder has for a training. */
export interface Found {
  /** Tables, from the folder looked at, those nearest first. */
  readonly tables: readonly string[];
  /** Folders of PNG and JPEG, the outermost of each first. */
  readonly images: readonly ImageFolder[];
  /** Folders in BIDS's layout. */
  readonly bids: readonly string[];
  /** Whether there are NIfTI and DICOM files. */
  readonly others: { readonly nifti: boolean; readonly dicom: boolean };
}

const TABLE = /\.(csv|tsv|tab)(\.gz)?$/i;
const IMAGE = /\.(png|jpe?g)$/i;
const NIFTI = /\.nii(\.gz)?$/i;
const DICOM = /\.(dcm|dicom)$/i;
const SKIPPED = new Set(['node_modules', 'runs', 'dist', 'models', 'exports']);
const DEEPEST = 6;
/** Files that are looked at. A larger folder is named on the command line. */
const MOST = 200_000;

/** Looks through a folder: tables, images, BIDS. Hidden folders, runs and packages are left out. */
export function lookAround(root: string): Found {
  const tables: string[] = [];
  const images: string[] = [];
  const bids: string[] = [];
  const others = { nifti: false, dicom: false };
  let seen = 0;
  const visit = (folder: string, depth: number): void => {
    const entries = listed(folder);
    if (
      entries.some(({ name }) => name === 'participants.tsv') &&
      entries.some(({ name }) => /^sub-/.test(name))
    )
      bids.push(pathFrom(root, folder));
    for (const entry of entries) {
      if (seen++ > MOST) return;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (depth < DEEPEST && !entry.name.startsWith('.') && !SKIPPED.has(entry.name))
          visit(path, depth + 1);
      } else if (TABLE.test(entry.name)) tables.push(pathFrom(root, path));
      else if (IMAGE.test(entry.name)) images.push(pathFrom(root, path));
      else if (NIFTI.test(entry.name)) others.nifti = true;
      else if (DICOM.test(entry.name)) others.dicom = true;
    }
  };
  visit(root, 0);
  const depthOf = (path: string) => path.split('/').length;
  tables.sort((a, b) => depthOf(a) - depthOf(b) || a.localeCompare(b));
  return { tables, images: foldersOf(images), bids, others };
}

function listed(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}

const pathFrom = (root: string, path: string): string => relative(root, path).split(sep).join('/') || '.';

/** Each first folder of a path, and the folder looked at itself, since tables start paths at either. */
function foldersOf(images: readonly string[]): ImageFolder[] {
  const folders = new Map<string, string[]>([['.', []]]);
  for (const image of images) {
    const parts = image.split('/');
    for (let depth = 0; depth < parts.length; depth++) {
      const folder = depth === 0 ? '.' : parts.slice(0, depth).join('/');
      const files = folders.get(folder) ?? [];
      files.push(parts.slice(depth).join('/'));
      folders.set(folder, files);
    }
  }
  return [...folders].map(([path, files]) => ({ path, files })).filter(({ files }) => files.length > 0);
}

/** Name of a project: that of its folder, as a run's name may be. */
export const nameOf = (folder: string): string =>
  basename(folder)
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, '-')
    .replaceAll(/^-+|-+$/g, '') || 'mimmx';
