import { option, options } from '@mimmx/core';
import { tableFields } from '@mimmx/data/files';
import { z } from 'zod';

const side = z.number().int().min(8).max(4096);

/** How each image is prepared. */
export const imageSchema = options({
  size: option(z.union([side, z.tuple([side, side])]), {
    default: 224,
    description: 'Pixels of the target: one side, or [height, width].',
  }),
  fit: option(z.enum(['crop', 'pad', 'stretch']), {
    default: 'crop',
    description:
      '`crop`: fill the target, cut the longer side evenly; `pad`: fit inside, black around; `stretch`: neither.',
  }),
  clahe: option(
    z.union([
      z.boolean(),
      options({
        tiles: option(z.number().int().min(1).max(64), { default: 8, description: 'Tiles along each side.' }),
        clipLimit: option(z.number().positive(), {
          default: 2,
          description: 'How far a bin of a histogram may exceed the mean before it is cut.',
        }),
      }),
    ]),
    { default: false, description: 'Contrast-limited adaptive histogram equalisation, after resizing.' },
  ),
  window: option(z.union([z.enum(['header', 'range']), z.tuple([z.number(), z.number().positive()])]), {
    default: 'header',
    description: "DICOM only: the file's own window, its whole range, or [centre, width].",
  }),
});

/** Markers that can be drawn on an image as confounders, by name. */
export const markerSchema = z.enum(['notch', 'text', 'device']);

/** Options that every source read from files shares. */
export const fileOptions = {
  images: option(z.string(), {
    description: "Folder that the table's paths start from, relative to the config file.",
  }),
  ...tableFields,
  image: option(imageSchema, { default: {}, description: 'How each image is prepared.' }),
  normalise: option(
    z.union([
      z.enum(['none', 'image', 'data-set']),
      options({
        mean: option(z.number(), { description: 'Subtracted from every pixel.' }),
        sd: option(z.number().positive(), { description: 'Every pixel is divided by it.' }),
      }),
    ]),
    {
      default: 'none',
      description:
        "Last step: `image` subtracts each image's mean and divides by its standard deviation, `data-set` uses those of up to 1,000 images spread over the table, numbers are taken as given. `none` leaves 0 (black) to 1 (white).",
    },
  ),
  markers: option(z.array(markerSchema), {
    default: [],
    description: 'Markers offered as settable confounders.',
  }),
  policy: option(z.enum(['strict', 'quarantine']), {
    default: 'quarantine',
    description:
      'What to do with a row that cannot be used: stop, or leave it out and list it in quarantine.csv.',
  }),
  tolerance: option(z.number().min(0).max(1), {
    default: 0.01,
    description: 'Share of rows that may be left out.',
  }),
  verify: option(z.enum(['auto', 'files', 'images']), {
    default: 'auto',
    description:
      'Checked before training: that every file exists, or that every image decodes. `auto` decodes all up to 20,000 files and only looks for them beyond.',
  }),
  workers: option(z.number().int().positive(), {
    absent: 'two more than there are cores',
    description: 'Worker threads.',
  }),
  cache: option(
    z.union([
      z.literal(false),
      options({
        folder: option(z.string(), {
          default: '.cache/mimmx',
          description: 'Folder, relative to the config file.',
        }),
        gigabytes: option(z.number().positive(), {
          default: 20,
          description: 'Prepared images are kept up to so much.',
        }),
      }),
    ]),
    {
      default: {},
      description:
        'Where prepared images are kept, relative to the config file, and how much; false keeps none.',
    },
  ),
};

const fileSchema = options(fileOptions);
export type FileOptions = z.output<typeof fileSchema>;

/** The option of a collection whose format others use for images of their own. */
export const licenceOption = option(z.string(), {
  default: '',
  description:
    "Terms of use, for the report, of images that are not the collection's own; empty: the collection's terms and citation.",
});

/** Terms and citation for the report: the user's own terms, or those of the collection. */
export const termsOf = (
  own: string,
  collection: { readonly licence: string; readonly citation: string },
): { readonly licence: string; readonly citation?: string } => (own === '' ? collection : { licence: own });
