import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCluster } from './cluster.ts';
import { missing } from './installed.ts';
import { startRedis } from './redis.ts';

/** Why the tests of an engine are skipped, in a sentence that is printed; null if it is there and starts. */
async function trouble(
  engine: string,
  programs: readonly string[],
  packages: string,
  start: () => Promise<{ stop(): Promise<void> }>,
): Promise<string | null> {
  const lacks = missing(...programs);
  const said =
    lacks.length > 0
      ? `${lacks.join(', ')} ${lacks.length === 1 ? 'is' : 'are'} not installed (apt-get install ${packages})`
      : await start()
          .then((one) => one.stop())
          .then(
            () => null,
            (error: Error) => `it does not start here: ${error.message.split('\n')[0]}`,
          );
  if (said !== null) console.warn(`Skipped: the tests of ${engine}, as ${said}.`);
  return said;
}

/** Both engines are tried once: a machine that has them and lets none start is no reason for a test to fail. */
export const slurmTrouble = await trouble(
  'Slurm',
  ['slurmctld', 'slurmd', 'munged', 'sbatch', 'scontrol', 'squeue', 'sinfo', 'scancel'],
  'slurmctld slurmd slurm-client munge',
  () => startCluster({ nodes: 1 }),
);
export const redisTrouble = await trouble('Redis', ['redis-server', 'redis-cli'], 'redis-server', () =>
  startRedis(),
);

/** A small disk of its own; null where this machine lets nobody mount one, which is said. */
export function smallDisk(size: string): { readonly path: string; remove(): void } | null {
  const path = mkdtempSync(join(tmpdir(), 'mimmx-disk-'));
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', path]);
  if (status !== 0) {
    console.warn('Skipped: a test of a full disk, as this machine lets nobody mount a small one.');
    return null;
  }
  return { path, remove: () => void spawnSync('umount', [path]) };
}
