import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder for one test, with a space in its name; gone when the test ends. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mimmx test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * A folder for one test in memory, where the system has such a place: for tests that write much and need no disk.
 */
export async function folderInMemory(): Promise<string> {
  const shared = '/dev/shm';
  const folder = await mkdtemp(join(existsSync(shared) ? shared : tmpdir(), 'mimmx test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
