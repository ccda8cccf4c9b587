import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loggerChecks } from '@mimmx/experiment/testkit';
import { afterAll, describe, expect, test } from 'vitest';
import { lossFile } from '../src/index.ts';

const path = mkdtempSync(join(tmpdir(), 'mimmx loss-file-'));
afterAll(() => rmSync(path, { recursive: true }));

describe('loss-file', () => {
  const make = () => lossFile.create({ run: { name: 'a', path } }, { file: 'losses.txt' });
  for (const check of loggerChecks(lossFile, { make })) test(check.name, check.run);
  test('writes a line for each loss', () => {
    expect(readFileSync(join(path, 'losses.txt'), 'utf8')).toContain('erm (seed 1) 1 2\n');
  });
});
