import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { trainedModels } from '../../src/run/trained-models.ts';
import { remove, temporaryFolder } from '../run-command.ts';

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => remove(folder));

test('has nothing to give for a job that was not trained, and writes nothing', async () => {
  const store = trainedModels(folder);
  await expect(store.checkpoint({ method: 'erm', seed: 4 })).rejects.toMatchObject({
    code: 'E_CHECKPOINT',
    message: expect.stringContaining('no trained model of "erm" with seed 4'),
  });
  await store.save({ method: 'erm', seed: 4, step: 1, variables: {}, state: null }, []);
  expect(await readdir(folder)).toEqual([]);
});
