import { join } from 'node:path';
import { MimmxError } from '@mimmx/core/contracts';
import type { createAsker } from './ask.ts';
import { type Column, readColumns, usable } from './columns.ts';
import type { Found } from './look-around.ts';
import { nameOf } from './look-around.ts';
import { matchImages, patientColumn, usualConfounders } from './match.ts';
import type { Plan } from './write-config.ts';

type Ask = ReturnType<typeof createAsker>;

/** What is measured and trained first: small images, small batches. */
const SIZE = 64;
const BATCH = 32;
const METHODS = ['erm', 'group-balanced', 'mimm-x'];

/** What the table says, and where its images are. */
export interface Source {
  readonly plugin: Plan['plugin'];
  readonly dataset: Plan['dataset'];
  readonly columns: readonly Column[];
}

/** Options of the command that answer questions. */
export interface Hints {
  readonly images?: string | undefined;
  readonly size?: number | undefined;
}

/**
 * The data of a folder: a table whose rows lead to images, or a BIDS folder.
 *
 * @throws E_NO_DATA with what is missing, and what was found
 */
export async function findSource(root: string, found: Found, ask: Ask, hints: Hints): Promise<Source> {
  const [bids] = found.bids;
  if (bids !== undefined) return bidsSource(root, bids, hints);
  if (found.tables.length === 0 || found.images.length === 0) {
    const there = found.others.nifti
      ? ' There are NIfTI files: mri-manifest takes them with a table (docs of @mimmx/datasets-mri).'
      : found.others.dicom
        ? ' There are DICOM files: xray-dicom takes them with a table (docs of @mimmx/datasets-cxr).'
        : '';
    const lacks =
      found.tables.length === 0 ? 'no table (CSV or TSV, one row per image)' : 'no PNG or JPEG images';
    throw new MimmxError('E_NO_DATA', `${root} has ${lacks}. Give the folder that has both.${there}`);
  }
  const [table = ''] = await ask({
    option: 'table',
    text: `Which table? ${found.tables.join(', ')}`,
    choices: found.tables,
    ...(found.tables.length === 1 ? { usual: found.tables } : {}),
  });
  const columns = await readColumns(join(root, table));
  const folders =
    hints.images === undefined ? found.images : found.images.filter(({ path }) => path === hints.images);
  const match = matchImages(columns, folders);
  if (!match || match.share < 0.5) {
    throw new MimmxError(
      'E_NO_DATA',
      `No column of ${table} leads to the images in ${folders.map(({ path }) => path).join(', ') || hints.images}: one must hold their paths or names. Its columns: ${columns.map(({ name }) => name).join(', ')}.`,
    );
  }
  const names = columns.map(({ name }) => name);
  const guess = patientColumn(columns);
  const [patient = ''] = await ask({
    option: 'patient',
    text: 'Which column says whose an image is? Images are divided by patient.',
    choices: names,
    ...(guess ? { usual: [guess] } : {}),
  });
  return {
    plugin: 'datasets-cxr',
    dataset: {
      name: 'xray-folder',
      options: {
        table,
        images: match.folder,
        path: match.path,
        patient,
        image: { size: hints.size ?? SIZE },
      },
    },
    columns: columns.filter(({ name }) => name !== patient && name !== match.column),
  };
}

async function bidsSource(root: string, path: string, { size = SIZE }: Hints): Promise<Source> {
  const columns = await readColumns(join(root, path, 'participants.tsv'));
  return {
    plugin: 'datasets-mri',
    dataset: {
      name: 'bids',
      options: {
        images: path,
        suffix: 'T1w',
        slices: { axis: 'axial', range: [0.4, 0.6], unit: 'fraction' },
        image: { size: [size, size] },
      },
    },
    columns: columns.filter(({ name }) => name !== 'participant_id'),
  };
}

/** Asks for y and z. @throws E_NO_DATA if no column can be predicted */
export async function makePlan(root: string, { plugin, dataset, columns }: Source, ask: Ask): Promise<Plan> {
  const fit = columns.filter(usable);
  const names = fit.map(({ name }) => name);
  if (names.length === 0)
    throw new MimmxError(
      'E_NO_DATA',
      'No column has two to ten classes or numbers, so there is nothing to predict.',
    );
  const [target = ''] = await ask({ option: 'y', text: 'What is to be predicted (y)?', choices: names });
  const others = names.filter((name) => name !== target);
  const z = await ask({
    option: 'z',
    text: 'What must it not be read from (z)? Names with commas, or none:',
    choices: others,
    usual: usualConfounders(fit).filter((name) => name !== target),
    several: true,
  });
  const column = (name: string) => fit.find((one) => one.name === name)!;
  return {
    name: nameOf(root),
    plugin,
    dataset,
    y: column(target),
    z: z.map(column),
    shifts: z.length > 0 ? ['natural', 'balanced'] : ['natural'],
    methods: z.length > 0 ? METHODS : ['erm'],
    training: { updates: 300, batchSize: BATCH },
  };
}
