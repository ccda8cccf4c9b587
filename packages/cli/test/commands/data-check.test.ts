import { afterAll, beforeAll, expect, test } from 'vitest';
import { remove, run, temporaryFolder, toyConfig } from '../run-command.ts';

let folder = '';
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => remove(folder));

test('data check builds every method, and fails where one would not begin', async () => {
  const sound = await run(['data', 'check', toyConfig], folder);
  expect(sound.stdout).toContain('240 images of 240 patients (1 of each), [4 × 4 × 1]');
  expect(sound.stdout).not.toContain('A run would not begin');
  expect(sound.status).toBe(0);

  // The second method's estimator has no gradient: training would find out when the first one is trained.
  const methods = { erm: {}, 'mimm-x': { options: { estimator: 'ksg' } } };
  const change = ['--set', `methods=${JSON.stringify(methods)}`];
  const stuck = await run(['data', 'check', toyConfig, ...change], folder);
  expect(stuck.stdout).toMatch(
    /A run would not begin\n {2}E_ESTIMATOR: Method "mimm-x" would not begin: .*"ksg" has no gradient/,
  );
  expect(stuck.stdout).toContain('Images by cell, before selection');
  expect(stuck.status).toBe(1);
});
