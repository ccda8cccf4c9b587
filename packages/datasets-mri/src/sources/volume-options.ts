import { columnsSchema, joinsSchema, tableFields } from '@mimmx/data/files';
import { z } from 'zod';
import type { Preparation } from '../volume/prepare.ts';

const millimetres = z.number().positive();

/** How an image is made of a file. Applied in this order. */
export const imageSchema = z
  .strictObject({
    /** Which 3-D volume of a 4-D file. */
    frame: z.number().int().nonnegative().optional(),
    /** Voxels that are NaN or infinite: refuse the file, or read them as 0. */
    nonFinite: z.enum(['refuse', 'zero']).default('refuse'),
    /** Most megabytes that a decompressed file may have. */
    maxMegabytes: z.number().positive().default(2048),
    /** `RAS`: axes reordered to right, anterior, superior by the header. `native`: as stored. */
    orientation: z.enum(['RAS', 'native']).default('RAS'),
    /** Voxel size in mm, one number or [x, y, z]; trilinear. As stored if absent. */
    spacing: z
      .union([
        millimetres.transform((mm) => [mm, mm, mm] as const),
        z.tuple([millimetres, millimetres, millimetres]),
      ])
      .optional(),
    /** Foreground that normalisation looks at. */
    mask: z
      .union([z.enum(['none', 'nonzero', 'positive', 'otsu']), z.strictObject({ above: z.number() })])
      .default('nonzero'),
    normalise: z
      .union([
        z.enum(['none', 'zscore']),
        z.strictObject({
          percentile: z
            .tuple([z.number().min(0).max(100), z.number().min(0).max(100)])
            .refine(([low, high]) => low < high, 'the first percentile must be below the second'),
        }),
      ])
      .default({ percentile: [1, 99] }),
    /** [depth, height, width] of a volume, [height, width] of a slice. As stored if absent. */
    size: z.array(z.number().int().positive().max(1024)).optional(),
    /** How the size is reached: cut and padded about the centre, or stretched. */
    fit: z.enum(['crop-pad', 'resize']).default('crop-pad'),
  })
  .prefault({});

/** Rows are slices instead of volumes. */
export const slicesSchema = z
  .strictObject({
    axis: z.enum(['axial', 'coronal', 'sagittal']).default('axial'),
    /** First plane and the one behind the last; all if absent. */
    range: z
      .tuple([z.number().nonnegative(), z.number().positive()])
      .refine(([from, to]) => from < to, 'the first plane must come before the last')
      .optional(),
    /** `index`: planes as the file stores them, from 0. `fraction`: 0 to 1 of the planes of each file. */
    unit: z.enum(['index', 'fraction']).default('index'),
    step: z.number().int().positive().default(1),
    /** A table with a row for each slice. Slices that it does not have get missing values. */
    labels: z
      .strictObject({
        /** Path, relative to the data set's folder. */
        file: z.string(),
        /** Column with the volume's id, or its patient if that has one volume. */
        id: z.string().default('participant_id'),
        /** Column with the session, if a patient has several volumes. */
        session: z.string().default('session_id'),
        /** Column with the index of the slice, as the file stores it, from 0. */
        index: z.string().default('slice'),
        columns: columnsSchema,
      })
      .optional(),
  })
  .optional();

/** Options that every source of volume files has. */
export const volumeFields = {
  image: imageSchema,
  slices: slicesSchema,
  /** Columns of the table of patients or images; all if absent. */
  columns: columnsSchema,
  ...tableFields,
  /** Further tables, joined by patient. */
  joins: joinsSchema,
  problems: z
    .strictObject({
      /** `quarantine` leaves bad rows out and counts them; `strict` stops at the first. */
      policy: z.enum(['quarantine', 'strict']).default('quarantine'),
      /** Share of rows above which quarantine stops too. */
      tolerance: z.number().min(0).max(1).default(0.01),
      /** Where the list of bad rows is written, a .csv below the config's folder; beside the cache if absent. */
      report: z
        .string()
        .regex(
          /^(?:[\w-][\w .-]*\/)*[\w-][\w .-]*\.csv$/,
          'a .csv below the config, without ".." or hidden folders',
        )
        .optional(),
    })
    .prefault({}),
  /** Prepared images on disk; `false` keeps none. */
  cache: z
    .union([
      z.literal(false),
      z.strictObject({ folder: z.string().optional(), maxMegabytes: z.number().positive().optional() }),
    ])
    .default({}),
  /** Threads that decode; the machine's cores if absent. */
  workers: z.number().int().positive().optional(),
};

const volumeSchema = z.strictObject(volumeFields);
/** What a user may write. */
export type VolumeInput = z.input<typeof volumeSchema>;
/** The same with defaults filled in. */
export type VolumeOptions = z.output<typeof volumeSchema>;

/** The part of the options that the pixels depend on. */
export function preparationOf({ image, slices }: Pick<VolumeOptions, 'image' | 'slices'>): Preparation {
  const { frame, nonFinite, maxMegabytes, ...rest } = image;
  return {
    ...rest,
    read: { nonFinite, maxMegabytes, ...(frame === undefined ? {} : { frame }) },
    slices: slices && { axis: slices.axis, range: slices.range, unit: slices.unit, step: slices.step },
  };
}
