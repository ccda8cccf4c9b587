import { option, options } from '@mimmx/core';
import { defineLogger } from '@mimmx/experiment';
import { z } from 'zod';
import { folderName } from './folder-name.ts';
import { optional } from './optional.ts';
import { resultsOf } from './results.ts';
import { keepingSignals } from './signals.ts';

/** Runs of Weights & Biases, one for each training. The key is taken from WANDB_API_KEY alone, and never recorded. */
export const wandb = defineLogger({
  name: 'wandb',
  summary: 'Runs of Weights & Biases, one for each training; needs @wandb/sdk and WANDB_API_KEY.',
  source: 'Weights & Biases',
  caution:
    'It sends the numbers and the settings of trainings, with names of columns and classes, to another server: use it where that is allowed.',
  options: options({
    project: option(z.string(), { default: 'mimmx', description: 'Project that the runs go into.' }),
    entity: option(z.string(), { absent: 'your own', description: 'Account or team.' }),
    url: option(z.string(), {
      absent: 'WANDB_BASE_URL, or api.wandb.ai',
      description: 'Address of a server of your own.',
    }),
  }),
  async create({ run }, { project, entity, url }) {
    const { wandb: sdk } = await optional('@wandb/sdk', 'wandb', () => import('@wandb/sdk'));
    const apiKey = process.env.WANDB_API_KEY ?? '';
    const baseUrl = url ?? process.env.WANDB_BASE_URL ?? 'https://api.wandb.ai';
    if (apiKey === '') throw new Error('WANDB_API_KEY is not set. Set it to your key');
    // The library knows one run at a time.
    const runs = new Map<string, Awaited<ReturnType<typeof sdk.init>>>();
    return {
      async begin(training) {
        const begun = await keepingSignals(() =>
          sdk.init({
            project,
            ...(entity !== undefined && { entity }),
            id: `${training.id.slice(0, 20)}-${training.step}`,
            name: `${run.name}/${folderName(training)}`,
            config: { ...training.settings, seed: training.seed, trial: training.id },
            tags: [run.name, training.method],
            settings: { apiKey, baseUrl, silent: true },
          }),
        );
        runs.set(training.id, begun);
      },
      line: ({ id }, { step, values }) => {
        // The library adds to what it is given, and takes no number that JSON does not have.
        const finite = Object.entries(values).filter(([, value]) => Number.isFinite(value));
        runs.get(id)?.log(Object.fromEntries(finite), step);
      },
      async end({ id, updates }, ending) {
        const own = runs.get(id);
        runs.delete(id);
        if (!own) return;
        if (ending.kind === 'finished') {
          const results = resultsOf(ending);
          own.log(results, updates);
        }
        await own.finish(ending.kind === 'failed' ? 1 : 0);
      },
    };
  },
});
