import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import {
  type CategoricalColumn,
  type Column,
  defineDataset,
  MimmxError,
  option,
  options,
  renamed,
} from '@mimmx/core';
import {
  classColumn,
  confine,
  createRows,
  OLD_FILE_OPTIONS,
  openJoins,
  type Quarantine,
} from '@mimmx/data/files';
import { z } from 'zod';
import { type BidsFile, findBidsFiles } from './bids-files.ts';
import { bidsColumns } from './bids-tables.ts';
import { openVolumes, quarantineOf } from './open-volumes.ts';
import { volumeFields } from './volume-options.ts';

const bidsSchema = renamed(
  options({
    images: option(z.string(), { description: 'Folder of the data set, relative to the config file.' }),
    suffix: option(z.string(), {
      default: 'T1w',
      description: "Last part of the images' names: `T1w`, `FLAIR`, …",
    }),
    datatype: option(z.string(), {
      default: 'anat',
      description: 'Folder of the images below the subject or session.',
    }),
    entities: option(z.record(z.string(), z.union([z.string(), z.array(z.string()), z.null()])), {
      default: {},
      description:
        "Entities that the names must have: `{ ses: '01', run: ['1', '2'], acq: null }`; null asks for absence.",
    }),
    derivative: option(
      z
        .string()
        .regex(/^[\w.-]+$/, 'the name of one folder')
        .refine((name) => name !== '..' && name !== '.', 'the name of one folder'),
      {
        absent: 'the raw images',
        description:
          'Take the images of `derivatives/<name>` instead of the raw ones. The tables are those of the raw data.',
      },
    ),
    ...volumeFields,
  }),
  { ...OLD_FILE_OPTIONS, path: 'images' },
);

declare module '@mimmx/core' {
  interface DatasetOptions {
    bids: z.input<typeof bidsSchema>;
  }
}

/**
 * Images of a BIDS data set with the columns of `participants.tsv` and of the subjects' `*_sessions.tsv`. Entities
 * that differ between the images (session, run, …) become columns too.
 *
 * @example
 * registry.create('dataset', 'bids', { root: '.', seed: 0 }, { images: 'ds000001', suffix: 'T1w', image: { size: [32, 32, 32] } });
 */
export const bids = defineDataset({
  name: 'bids',
  summary: 'Brain MRI in a BIDS data set: participants, sessions, entities, derivatives; volumes or slices',
  source: 'Gorgolewski et al., Scientific Data 3:160044, 2016',
  options: bidsSchema,
  async create(context, options) {
    const { root } = confine(resolve(context.root, options.images));
    const quarantine = quarantineOf(options, context);
    const below = options.derivative === undefined ? '' : `derivatives/${options.derivative}`;
    const files = await findBidsFiles(root, below, options);
    if (files.length === 0)
      throw new MimmxError(
        'E_NO_IMAGES',
        `No ${options.datatype}/*_${options.suffix}.nii(.gz) with the asked entities in ${options.images}/${below}. Check suffix, datatype, entities and derivative.`,
      );
    quarantine.expect(files.length);
    const rows = createRows('participants.tsv', quarantine);
    const { kept, own } = await quarantine.gather(async () => {
      const kept = withoutTwins(inPlace(files, quarantine), quarantine).filter(({ id, subject, path }) =>
        rows.add({ id, patient: subject, file: path, line: null }),
      );
      return { kept, own: await bidsColumns(root, kept, options, quarantine) };
    });
    const joins = await openJoins(options.joins, context.root, quarantine);
    for (const { subject } of kept) joins.push(options.joins.map(() => subject));
    const columns = { ...entityColumns(kept), ...own.columns };
    const joined = joins.done({ table: 'participants.tsv', columns });
    const manifest = rows.done({ ...columns, ...joined.columns });
    return openVolumes(
      {
        ...manifest,
        notes: [...manifest.notes, ...own.notes, ...joined.notes],
        root,
        sessions: new Map(kept.map(({ id, session }) => [id, session])),
        ...(await about(root)),
      },
      options,
      context,
      quarantine,
      'bids',
    );
  },
});

/** The files without those whose name and folder say two things: each is a problem. */
function inPlace(files: readonly BidsFile[], quarantine: Quarantine): readonly BidsFile[] {
  return files.filter(({ path, misplaced }) => {
    if (misplaced !== undefined) quarantine.add({ file: path, line: null, reason: misplaced });
    return misplaced === undefined;
  });
}

/** The files without those of which a twin was there before (`.nii` beside `.nii.gz`): each is a problem. */
function withoutTwins(files: readonly BidsFile[], quarantine: Quarantine): readonly BidsFile[] {
  const first = new Map<string, string>();
  return files.filter(({ id, path }) => {
    const twin = first.get(id);
    if (twin === undefined) first.set(id, path);
    else {
      const reason = `the same image as ${twin.slice(twin.lastIndexOf('/') + 1)} by its name: remove one of them`;
      quarantine.add({ file: path, line: null, reason });
    }
    return twin === undefined;
  });
}

/** A column for each entity that not all images share. */
function entityColumns(files: readonly BidsFile[]): Record<string, Column> {
  const names = [...new Set(files.flatMap(({ entities }) => Object.keys(entities)))];
  const columns: Record<string, Column> = {};
  for (const name of names) {
    const builder = classColumn();
    for (const { entities } of files) builder.push(entities[name] ?? '');
    const column = builder.done();
    if (column.labels.length < 2 && !column.codes.includes(-1)) continue;
    columns[name] = { ...column, labels: asWritten(column, files, name) };
  }
  return columns;
}

/** Labels as the names of the files have them: `01`, and not the number that it is. Of several the first in code order. */
const asWritten = ({ codes, labels }: CategoricalColumn, files: readonly BidsFile[], entity: string) =>
  labels.map((label, code) => {
    const texts = files.flatMap(({ entities }, row) => (codes[row] === code ? (entities[entity] ?? []) : []));
    return texts.sort()[0] ?? label;
  });

/** Licence and citation as dataset_description.json says them. */
async function about(root: string): Promise<{ licence: string; citation?: string }> {
  const unstated = { licence: 'not stated in dataset_description.json' };
  const path = join(root, 'dataset_description.json');
  if (!existsSync(path)) return unstated;
  try {
    const said: unknown = JSON.parse(
      await readFile(confine(root).file('dataset_description.json').path, 'utf8'),
    );
    const parsed = z
      .object({
        License: z.string().optional(),
        DatasetDOI: z.string().optional(),
        HowToAcknowledge: z.string().optional(),
      })
      .parse(said);
    const citation = parsed.HowToAcknowledge ?? parsed.DatasetDOI;
    return { licence: parsed.License ?? unstated.licence, ...(citation ? { citation } : {}) };
  } catch (cause) {
    throw new MimmxError(
      'E_BIDS',
      'dataset_description.json is no valid JSON object, or one of its texts is none. Repair it.',
      { cause },
    );
  }
}
