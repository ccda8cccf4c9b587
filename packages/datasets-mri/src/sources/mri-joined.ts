import {
  type AnyDefinition,
  type Dataset,
  defineDataset,
  MimmxError,
  option,
  options,
  Random,
  validate,
} from '@mimmx/core';
import { withInspection } from '@mimmx/data/files';
import { z } from 'zod';
import { joinTables } from '../tables/join.ts';
import { bids } from './bids.ts';
import { brainPhantom } from './brain-phantom.ts';
import { joinedInspection } from './joined-inspection.ts';
import { mriManifest } from './mri-manifest.ts';

const sources = { bids, 'mri-manifest': mriManifest, 'brain-phantom': brainPhantom } as const;

const joinedSchema = options({
  sets: option(
    z
      .record(
        z.string().regex(/^[\w-]+$/, 'use letters, digits, "_" and "-"'),
        options({
          source: option(z.enum(['bids', 'mri-manifest', 'brain-phantom']), {
            description: 'Data set that it is read by.',
          }),
          options: option(z.record(z.string(), z.unknown()), {
            default: {},
            description: 'Options of that data set.',
          }),
        }),
      )
      .refine((sets) => Object.keys(sets).length >= 2, 'name at least two data sets'),
    { description: 'The data sets by the name they get in the new column, in the order of its classes.' },
  ),
  column: option(z.string(), {
    default: 'dataset',
    description: 'Name of the column that says which data set a row is from.',
  }),
});

declare module '@mimmx/core' {
  interface DatasetOptions {
    'mri-joined': z.input<typeof joinedSchema>;
  }
}

/**
 * Several data sets as one, with the data set itself as a column, so that it can be a confounder. Their images must
 * have one shape; their columns are matched by name and label, so give each set `columns` that agree.
 *
 * @example
 * registry.create('dataset', 'mri-joined', { root: '.', seed: 0 }, {
 *   sets: {
 *     ukb: { source: 'bids', options: { images: 'ukb', image: { size: [32, 32, 32] } } },
 *     nako: { source: 'bids', options: { images: 'nako', image: { size: [32, 32, 32] } } },
 *   },
 * });
 */
export const mriJoined = defineDataset({
  name: 'mri-joined',
  summary: 'Several brain MRI data sets joined, with the data set as a column (and so as a confounder)',
  source: 'Fay et al. 2023 (UK Biobank and NAKO); ours',
  options: joinedSchema,
  async create(context, { sets, column }) {
    // A seed of its own for each, or two phantoms would show the same people.
    const seeds = new Random(context.seed);
    const opened: [string, Dataset][] = [];
    try {
      for (const [name, { source, options }] of Object.entries(sets)) {
        const definition: AnyDefinition = sources[source];
        const checked = validate(definition.options, options, `dataset "mri-joined", set "${name}"`);
        const made = definition.create({ ...context, seed: seeds.seed() }, checked) as Promise<Dataset>;
        opened.push([name, await made]);
      }
      return join(opened, column);
    } catch (error) {
      await close(opened);
      throw error;
    }
  },
});

function join(opened: readonly [string, Dataset][], column: string): Dataset {
  const [[firstName, first]] = opened as [[string, Dataset]];
  for (const [name, { shape }] of opened)
    if (shape.join() !== first.shape.join())
      throw new MimmxError(
        'E_JOIN',
        `Images of "${firstName}" are [${first.shape.join(', ')}] but those of "${name}" [${shape.join(', ')}]. Give both the same size.`,
      );
  const { table, starts } = joinTables(
    Object.fromEntries(opened.map(([name, { table: part }]) => [name, part])),
    column,
  );
  const settable = first.settable.filter((factor) =>
    opened.every(([, set]) =>
      set.settable.some(
        (other) => other.name === factor.name && other.labels.join('\0') === factor.labels.join('\0'),
      ),
    ),
  );
  const said = (get: (set: Dataset) => string | undefined): string =>
    opened.flatMap(([name, set]) => (get(set) ? [`${name}: ${get(set)}`] : [])).join('; ');
  const citation = said((set) => set.citation);
  const dataset: Dataset = {
    table,
    shape: first.shape,
    licence: said((set) => set.licence),
    ...(citation === '' ? {} : { citation }),
    settable,
    async image(row, assigned) {
      const at = starts.findLastIndex((start) => start <= row);
      const set = opened[at]?.[1];
      if (!set)
        throw new MimmxError('E_ROW', `mri-joined has no row ${row}; rows are 0 to ${table.length - 1}.`);
      return set.image(row - starts[at]!, assigned);
    },
    close: () => close(opened),
  };
  const inspection = joinedInspection(opened);
  return inspection ? withInspection(dataset, inspection) : dataset;
}

async function close(opened: readonly [string, Dataset][]): Promise<void> {
  for (const [, set] of opened) await set.close?.();
}
