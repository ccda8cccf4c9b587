import { afterAll, beforeAll, expect, test } from 'vitest';
import { remove, run, temporaryFolder } from '../run-command.ts';

let folder: string;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => remove(folder));

test('doctor says how convolutions are computed here, and how fast', async () => {
  const { status, stdout } = await run(['doctor', '--seconds', '1'], folder);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^ {2}onnx: Convolutions: \d+ GFLOP\/s (in blocks of \d+ channels|the usual way)/m);
  expect(stdout).toMatch(/^onnx +cpu +\d+ +1\.\d+\.\d+ +[\d,]+$/m);
});
