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

  // Every sick patient smokes: the sets can be drawn as they are, but a batch of all four groups cannot.
  const change = [
    'data.task.z=[{"column":"smoker"}]',
    'data.train=natural',
    'data.shifts={"natural":"natural"}',
    'methods={"erm":{},"group-balanced":{}}',
  ];
  const stuck = await run(['data', 'check', toyConfig, ...change.flatMap((one) => ['--set', one])], folder);
  expect(stuck.stdout).toMatch(
    /A run would not begin\n {2}E_EMPTY_CELL: Method "group-balanced" would not begin: .*group-balanced batch/,
  );
  expect(stuck.stdout).toContain('sick = no, smoker = ever');
  expect(stuck.status).toBe(1);
});
