import { option, options } from '@mimmx/core';
import { z } from 'zod';

/** Options that every data set of files has, under the same names. */
export const fileFields = {
  problems: option(
    options({
      policy: option(z.enum(['quarantine', 'strict']), {
        default: 'quarantine',
        description: '`quarantine` leaves bad rows out, counts and lists them; `strict` stops at the first.',
      }),
      tolerance: option(z.number().min(0).max(1), {
        default: 0.01,
        description: 'Share of rows above which quarantine stops too.',
      }),
      report: option(
        z
          .string()
          .regex(
            /^(?:[\w-][\w .-]*\/)*[\w-][\w .-]*\.csv$/,
            'a .csv below the config, without ".." or hidden folders',
          ),
        {
          absent: 'beside the cache',
          description: "Where the list of bad rows is written, a .csv below the config's folder.",
        },
      ),
    }),
    { default: {}, description: 'What is done with rows and files that cannot be used.' },
  ),
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
    { default: {}, description: 'Prepared images on disk; `false` keeps none.' },
  ),
};

/** What these options were called before, for `renamed`. */
export const OLD_FILE_OPTIONS: Readonly<Record<string, string>> = {
  policy: 'problems.policy',
  tolerance: 'problems.tolerance',
  'cache.maxMegabytes': 'cache.gigabytes',
};
