import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { mimmx, start } from './run-command.ts';

const [node = '', conditions = ''] = mimmx;
const root = join(import.meta.dirname, '../../..');
const stress = (...args: string[]) =>
  start([node, conditions, join(root, 'tooling/stress/main.ts'), ...args], dirname(root)).done;

// The same by command, as often as one likes: npm run stress -- together --rounds 50.
test('two, four and eight processes on one folder leave one whole run, the others wait or say who was there', async () => {
  const { status, stdout } = await stress('together', '--rounds', '6', '--updates', '10');
  expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining('6 rounds: 0 bad') });
});

test('signals in any phase, with two jobs, cost no bit of the result', async () => {
  const { status, stdout } = await stress('kills', '--rounds', '4', '--updates', '20');
  expect({ status, stdout }).toEqual({
    status: 0,
    stdout: expect.stringMatching(/4 rounds with \d+ signals \(.+\): 0 bad/),
  });
});
