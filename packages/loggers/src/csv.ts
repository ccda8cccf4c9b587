import { mkdir, open, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { option, options } from '@mimmx/core';
import { csvLine } from '@mimmx/data/files';
import { defineLogger } from '@mimmx/experiment';
import { z } from 'zod';

const HEAD = ['time', 'method', 'seed', 'trial', 'attempt from', 'step', 'kind', 'name', 'value'];

/** One table of all trainings, a row for each number. */
export const csv = defineLogger({
  name: 'csv',
  summary: 'One CSV table, a row for each number: time, method, seed, step, name, value.',
  source: 'ours',
  options: options({
    file: option(z.string(), {
      absent: '`log.csv` in the run',
      description: 'Path of the table; rows are added at its end.',
    }),
  }),
  create({ run }, { file }) {
    const path = resolve(file ?? join(run.path ?? run.name, 'log.csv'));
    const add = async (text: string): Promise<void> => {
      await mkdir(join(path, '..'), { recursive: true });
      // Several processes may add to one table: whole lines in one write, and the heading of whoever made the file.
      const made = (await stat(path).catch(() => null)) === null;
      const table = await open(path, 'a');
      try {
        await table.write((made ? csvLine(HEAD) : '') + text);
      } finally {
        await table.close();
      }
    };
    return {
      async line({ method, seed, id, step: from }, { time, step, kind, values }) {
        const rows = Object.entries(values).map(([name, value]) =>
          csvLine([time.toISOString(), method, seed, id, from, step, kind, name, value]),
        );
        if (rows.length > 0) await add(rows.join(''));
      },
    };
  },
});
