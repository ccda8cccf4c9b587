import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { option, options } from '@mimmx/core';
import { defineLogger } from '@mimmx/experiment';
import { z } from 'zod';

/** A line of text for each loss: where the numbers of a training go besides the run. */
export const lossFile = defineLogger({
  name: 'loss-file',
  summary: 'A line of text for each loss.',
  source: 'An example.',
  options: options({
    file: option(z.string(), { default: 'losses.txt', description: 'Name of the file, in the run.' }),
  }),
  create({ run }, { file }) {
    const path = join(run.path ?? '.', file);
    const say = (text: string) => appendFile(path, `${text}\n`);
    // Calls come one after the other and are waited for. What throws here is a warning, and never ends the training.
    return {
      begin: ({ method, seed, step }) => say(`${method} (seed ${seed}) begins at ${step}`),
      async line({ method, seed }, { step, values }) {
        if (values.loss !== undefined) await say(`${method} (seed ${seed}) ${step} ${values.loss}`);
      },
      end: ({ method, seed }, { kind }) => say(`${method} (seed ${seed}) ${kind}`),
    };
  },
});
