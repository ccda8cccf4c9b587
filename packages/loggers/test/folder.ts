import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LoggedTraining } from '@mimmx/experiment';
import { afterAll } from 'vitest';

/** A maker of new folders, which are taken away after the tests of a file. */
export function folders(): () => string {
  const made: string[] = [];
  afterAll(() => {
    for (const folder of made) rmSync(folder, { recursive: true, force: true });
  });
  return () => {
    const folder = mkdtempSync(join(tmpdir(), 'mimmx loggers-'));
    made.push(folder);
    return folder;
  };
}

export const training: LoggedTraining = {
  id: '0123456789abcdef'.repeat(2),
  method: 'mimm-x',
  seed: 3,
  tags: { method: 'mimm-x', seed: 3 },
  step: 0,
  updates: 40,
  settings: { method: { name: 'mimm-x', options: { lambda: 2 } } },
};
