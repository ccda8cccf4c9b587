import { tableFields } from '@mimmx/data/files';
import { z } from 'zod';

const side = z.number().int().min(8).max(4096);

/** How each image is prepared. */
export const imageSchema = z.strictObject({
  /** Pixels of the target: one side, or [height, width]. */
  size: z.union([side, z.tuple([side, side])]).default(224),
  /** `crop`: fill the target, cut the longer side evenly; `pad`: fit inside, black around; `stretch`: neither. */
  fit: z.enum(['crop', 'pad', 'stretch']).default('crop'),
  /** Contrast-limited adaptive histogram equalisation, after resizing. */
  clahe: z
    .union([
      z.boolean(),
      z.strictObject({
        tiles: z.number().int().min(1).max(64).default(8),
        clipLimit: z.number().positive().default(2),
      }),
    ])
    .default(false),
  /** DICOM only: the file's own window, its whole range, or [centre, width]. */
  window: z
    .union([z.enum(['header', 'range']), z.tuple([z.number(), z.number().positive()])])
    .default('header'),
});

/** Markers that can be drawn on an image as confounders, by name. */
export const markerSchema = z.enum(['notch', 'text', 'device']);

/** Options that every source read from files shares. */
export const fileOptions = {
  /** Folder that the table's paths start from, relative to the config file. */
  images: z.string(),
  ...tableFields,
  image: imageSchema.prefault({}),
  /**
   * Last step: `image` subtracts each image's mean and divides by its standard deviation, `data-set` uses those of up
   * to 1,000 images spread over the table, numbers are taken as given. `none` leaves 0 (black) to 1 (white).
   */
  normalise: z
    .union([
      z.enum(['none', 'image', 'data-set']),
      z.strictObject({ mean: z.number(), sd: z.number().positive() }),
    ])
    .default('none'),
  /** Markers offered as settable confounders. */
  markers: z.array(markerSchema).default([]),
  /** What to do with a row that cannot be used: stop, or leave it out and list it in quarantine.csv. */
  policy: z.enum(['strict', 'quarantine']).default('quarantine'),
  /** Share of rows that may be left out. */
  tolerance: z.number().min(0).max(1).default(0.01),
  /**
   * Checked before training: that every file exists, or that every image decodes. `auto` decodes all up to 20,000
   * files and only looks for them beyond.
   */
  verify: z.enum(['auto', 'files', 'images']).default('auto'),
  /** Worker threads; two more than there are cores if absent. */
  workers: z.number().int().positive().optional(),
  /** Where prepared images are kept, relative to the config file, and how much; false keeps none. */
  cache: z
    .union([
      z.literal(false),
      z.strictObject({
        folder: z.string().default('.cache/mimmx'),
        gigabytes: z.number().positive().default(20),
      }),
    ])
    .prefault({}),
};

const fileSchema = z.strictObject(fileOptions);
export type FileOptions = z.output<typeof fileSchema>;
