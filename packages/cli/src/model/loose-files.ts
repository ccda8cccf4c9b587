import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { MimmxError, type Registry } from '@mimmx/core';
import { csvLine } from '@mimmx/data/files';
import { type DatasetChoice, preparationOf, requireOwnPreparation } from './preparation.ts';

/** Data sets that take a table of any files, by the package whose images they prepare. */
const TAKES_FILES: Readonly<Record<string, (table: string, folder: string) => DatasetChoice>> = {
  '@mimmx/datasets-cxr': (table, images) => ({
    name: 'xray-folder',
    options: { table, images, patient: 'id', problems: { policy: 'strict' }, cache: false },
  }),
  '@mimmx/datasets-mri': (table, images) => ({
    name: 'mri-manifest',
    options: { table, images, problems: { policy: 'strict' }, cache: false },
  }),
};

/** A data set of loose files, and how to take away what was made for it. */
export interface LooseFiles {
  readonly dataset: DatasetChoice;
  readonly folder: string;
  close(): Promise<void>;
}

const common = (folders: readonly string[]): string =>
  folders.reduce((a, b) => {
    let shared = a;
    while (relative(shared, b).startsWith('..')) shared = dirname(shared);
    return shared;
  });

/**
 * Files as rows of a data set that prepares images as that of the run does.
 *
 * @throws E_PREDICT if the run's data set has no such sibling, or a file is not there
 */
export async function looseFiles(
  registry: Registry,
  own: DatasetChoice,
  files: readonly string[],
  root: string,
): Promise<LooseFiles> {
  const plugin = registry.list('dataset').find(({ definition }) => definition.name === own.name)?.plugin;
  const takes = TAKES_FILES[plugin ?? ''];
  if (!takes) {
    throw new MimmxError(
      'E_PREDICT',
      `Data set "${own.name}" does not say how to prepare single files. Name the images in a config: --data other.config.ts.`,
    );
  }
  requireOwnPreparation(own);
  const paths = files.map((file) => resolve(file));
  for (const [i, path] of paths.entries()) {
    const found = await stat(path).catch(() => null);
    if (found?.isFile()) continue;
    throw new MimmxError('E_PREDICT', `There is no file ${files[i]}. Correct the path.`);
  }
  const folder = common(paths.map(dirname));
  const aside = await mkdtemp(join(tmpdir(), 'mimmx-predict-'));
  const table = join(aside, 'files.csv');
  const lines = paths.map((path) => csvLine([relative(folder, path), relative(folder, path)]));
  await writeFile(table, csvLine(['path', 'id']) + lines.join(''));
  const { name, options } = takes(table, folder);
  return {
    dataset: { name, options: { ...options, ...preparationOf(own) } },
    folder: root,
    close: () => rm(aside, { recursive: true, force: true }),
  };
}
