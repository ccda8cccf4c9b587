import { option, options } from '@mimmx/core';
import { columnsSchema, fileFields, joinsSchema, tableFields } from '@mimmx/data/files';
import { z } from 'zod';

const millimetres = z.number().positive();

/** How an image is made of a file. Applied in this order. */
export const imageSchema = options({
  frame: option(z.number().int().nonnegative(), {
    absent: 'the only one; a file with several is refused',
    description: 'Which 3-D volume of a 4-D file.',
  }),
  nonFinite: option(z.enum(['refuse', 'zero']), {
    default: 'refuse',
    description: 'Voxels that are NaN or infinite: refuse the file, or read them as 0.',
  }),
  maxMegabytes: option(z.number().positive(), {
    default: 2048,
    description: 'Most megabytes that a decompressed file may have.',
  }),
  orientation: option(z.enum(['RAS', 'native']), {
    default: 'RAS',
    description: '`RAS`: axes reordered to right, anterior, superior by the header. `native`: as stored.',
  }),
  spacing: option(
    z.union([
      millimetres.transform((mm) => [mm, mm, mm] as const),
      z.tuple([millimetres, millimetres, millimetres]),
    ]),
    { absent: 'as stored', description: 'Voxel size in mm, one number or [x, y, z]; trilinear.' },
  ),
  mask: option(
    z.union([
      z.enum(['none', 'nonzero', 'positive', 'otsu']),
      options({ above: option(z.number(), { description: 'Voxels above this value.' }) }),
    ]),
    { default: 'nonzero', description: 'Foreground that normalisation looks at.' },
  ),
  normalise: option(
    z.union([
      z.enum(['none', 'zscore']),
      options({
        percentile: option(
          z
            .tuple([z.number().min(0).max(100), z.number().min(0).max(100)])
            .refine(([low, high]) => low < high, 'the first percentile must be below the second'),
          { description: 'The first is read as 0 and the second as 1, and what lies outside is cut.' },
        ),
      }),
    ]),
    {
      default: { percentile: [1, 99] },
      description:
        'Values of the foreground: as they are, mean 0 and standard deviation 1, or percentiles brought to 0 and 1.',
    },
  ),
  size: option(z.array(z.number().int().positive().max(1024)), {
    absent: 'as stored',
    description: '[depth, height, width] of a volume, [height, width] of a slice.',
  }),
  fit: option(z.enum(['crop-pad', 'resize']), {
    default: 'crop-pad',
    description: 'How the size is reached: cut and padded about the centre, or stretched.',
  }),
}).prefault({});

/** Rows are slices instead of volumes. */
export const slicesSchema = options({
  axis: option(z.enum(['axial', 'coronal', 'sagittal']), {
    default: 'axial',
    description: 'Which planes are the slices.',
  }),
  range: option(
    z
      .tuple([z.number().nonnegative(), z.number().positive()])
      .refine(([from, to]) => from < to, 'the first plane must come before the last'),
    { absent: 'all', description: 'First plane and the one behind the last.' },
  ),
  unit: option(z.enum(['index', 'fraction']), {
    default: 'index',
    description:
      '`index`: planes as the file stores them, from 0. `fraction`: 0 to 1 of the planes of each file.',
  }),
  step: option(z.number().int().positive(), {
    default: 1,
    description: 'Planes from one slice to the next.',
  }),
  labels: option(
    options({
      file: option(z.string(), { description: "Path, relative to the data set's folder." }),
      id: option(z.string(), {
        default: 'participant_id',
        description: "Column with the volume's id, or its patient if that has one volume.",
      }),
      session: option(z.string(), {
        default: 'session_id',
        description: 'Column with the session, if a patient has several volumes.',
      }),
      index: option(z.string(), {
        default: 'slice',
        description: 'Column with the index of the slice, as the file stores it, from 0.',
      }),
      columns: option(columnsSchema, { absent: 'all', description: 'Columns of that table.' }),
    }),
    {
      absent: 'no columns of slices',
      description: 'A table with a row for each slice. Slices that it does not have get missing values.',
    },
  ),
}).optional();

/** Options that every source of volume files has. */
export const volumeFields = {
  image: option(imageSchema, { description: 'How an image is made of a file.' }),
  slices: option(slicesSchema, { description: 'Rows are slices instead of volumes.' }),
  columns: option(columnsSchema, {
    absent: 'all',
    description: 'Columns of the table of patients or images.',
  }),
  ...tableFields,
  joins: option(joinsSchema, { default: [], description: 'Further tables, joined by patient.' }),
  ...fileFields,
  workers: option(z.number().int().positive(), {
    absent: "the machine's cores",
    description: 'Threads that decode.',
  }),
};

const volumeSchema = options(volumeFields);
/** What a user may write. */
export type VolumeInput = z.input<typeof volumeSchema>;
/** The same with defaults filled in. */
export type VolumeOptions = z.output<typeof volumeSchema>;
