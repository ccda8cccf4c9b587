import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { resolveConfig, runExperiment } from '@mimmx/experiment';
import { openRun } from '@mimmx/experiment/node';
import { expect, test } from 'vitest';
import { cpu, toyRegistry } from '../../../../core/test/toy.ts';
import { toyConfig } from '../../toy-config.ts';
import { environment } from '../run-example.ts';
import { folderInMemory } from '../temporary-folder.ts';

const RECORD = [
  'summary.json',
  'metrics.jsonl',
  'predictions.csv',
  'features.npy',
  'features.csv',
  'record.json',
];

// Processes in one folder each write the record: one reads what another has just replaced.
test('a record is the same to the byte, whether a process trained the trials or found them', async () => {
  await cpu.setup();
  const path = join(await folderInMemory(), 'run');
  const config = resolveConfig(
    toyConfig({
      methods: { plain: {} },
      training: { updates: 2, batchSize: 16 },
      evaluation: { bootstrap: 40 },
    }),
  );
  const records: Record<string, string>[] = [];
  for (const opened of ['new', 'again']) {
    await runExperiment(config, {
      registry: toyRegistry(),
      backend: cpu,
      root: '.',
      async open({ data }) {
        const run = await openRun(path, config, environment, { data });
        expect(run.opened).toBe(opened);
        return run;
      },
    });
    const files = await Promise.all(
      RECORD.map(async (name) => [name, await readFile(join(path, name), 'hex')]),
    );
    records.push(Object.fromEntries(files));
  }
  expect(records[1]).toEqual(records[0]);
});
