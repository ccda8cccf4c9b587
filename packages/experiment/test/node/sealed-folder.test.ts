import { mkdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runFolder } from '../../src/node/run-folder.ts';
import { readSealed, writeSealed } from '../../src/node/sealed-folder.ts';
import { checkpointOf, metricsOf } from './run-example.ts';
import { temporaryFolder } from './temporary-folder.ts';

const FILES = ['model.json', 'weights.bin', 'metrics.jsonl', 'state.json'] as const;
const job = { method: 'erm', seed: 3 };

async function saved(): Promise<{ folder: string; read: () => Promise<unknown> }> {
  const root = await temporaryFolder();
  const store = runFolder(root);
  await store.save(checkpointOf(job, 7), metricsOf(job, 7));
  return { folder: join(root, 'checkpoint', 'erm', 'seed-3'), read: () => store.checkpoint(job) };
}

test.each(FILES)('finds any altered byte of %s', async (name) => {
  const { folder, read } = await saved();
  const path = join(folder, name);
  const content = await readFile(path);
  await fc.assert(
    fc.asyncProperty(fc.nat(content.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
      const altered = Buffer.from(content);
      altered[at]! ^= change;
      await writeFile(path, altered);
      const error = await read().then(
        () => new Error('read without complaint'),
        (reason: Error) => reason,
      );
      // Blanks between the tokens of state.json carry nothing.
      if (name === 'state.json' && altered[at] !== undefined && /^\s$/.test(String.fromCharCode(altered[at])))
        return;
      expect(error).toMatchObject({ code: 'E_CHECKPOINT' });
      expect(error.message).not.toContain('\n');
    }),
    { numRuns: 40 },
  );
});

test.each(FILES)('finds that %s was cut short or lost', async (name) => {
  const { folder, read } = await saved();
  const path = join(folder, name);
  await truncate(path, 5);
  await expect(read()).rejects.toMatchObject({ code: 'E_CHECKPOINT' });
  await rm(path);
  await expect(read()).rejects.toMatchObject({
    code: 'E_CHECKPOINT',
    message: expect.stringContaining(`${name} is missing`),
  });
});

test('tells a folder that is not there from an empty one', async () => {
  const root = await temporaryFolder();
  expect(await readSealed(join(root, 'none'))).toBeNull();
  await mkdir(join(root, 'empty'));
  await expect(readSealed(join(root, 'empty'))).rejects.toMatchObject({ code: 'E_CHECKPOINT' });
});

test('keeps state beside the files', async () => {
  const root = await temporaryFolder();
  await writeSealed(join(root, 'x'), { step: 4 }, { text: 'ü', bytes: Uint8Array.of(9) });
  const folder = await readSealed(join(root, 'x'));
  expect(folder?.state).toEqual({ step: 4 });
  expect([...(folder?.files.bytes ?? [])]).toEqual([9]);
});
