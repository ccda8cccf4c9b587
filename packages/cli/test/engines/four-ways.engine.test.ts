import { spawn } from 'node:child_process';
import { copyFile, mkdtemp, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { folderTrials, openSweep } from '@mimmx/experiment/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCluster } from '../../../runners/test/engines/cluster.ts';
import { until } from '../../../runners/test/engines/installed.ts';
import { startRedis } from '../../../runners/test/engines/redis.ts';
import { redisTrouble, slurmTrouble } from '../../../runners/test/engines/there.ts';
import { allowToy, mimmx, remove, run as runPlain, toyConfig } from '../run-command.ts';
import { sweepConfig } from '../sweep/sweep-config.ts';

/** Everything that a training came to, bit by bit, but how long it took. */
async function resultsOf(folder: string): Promise<unknown> {
  const sweep = await openSweep(folder);
  const store = folderTrials(folder);
  const all: Record<string, unknown> = {};
  for (const { id } of await sweep.all()) {
    const { timing: _, predictions, ...rest } = (await store.result(id))!;
    all[id] = { ...rest, predictions: predictions.map((set) => ({ ...set, values: [...set.values] })) };
  }
  return all;
}

/** The config is JSON: its plugin needs leave. */
const run = (args: readonly string[], cwd: string) => runPlain([...args, ...allowToy], cwd);

describe('24 trainings on four ways', () => {
  let folder: string;
  let one: unknown;
  const path = (name: string) => join(folder, name);
  const config = () => path('sweep.config.json');
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mimmx four-'));
    await copyFile(join(dirname(toyConfig), 'toy-plugin.ts'), path('toy-plugin.ts'));
    // Packages are found from the folder of the plugin, as in a user's project.
    await symlink(fileURLToPath(new URL('../../node_modules', import.meta.url)), path('node_modules'));
    await writeFile(config(), JSON.stringify(sweepConfig));
    // One process, one after the other.
    const done = await run(
      [
        'sweep',
        'run',
        config(),
        '--out',
        path('one'),
        '--set',
        'engine={"name":"local","options":{"parallel":1}}',
      ],
      folder,
    );
    expect(done.stderr + done.stdout).toMatch(/24 of 24 trials done/);
    one = await resultsOf(path('one'));
  }, 600_000);
  afterAll(() => remove(folder));

  test('several processes', async () => {
    const { status } = await run(['sweep', 'run', config(), '--out', path('local')], folder);
    expect(status).toBe(0);
    expect(await resultsOf(path('local'))).toEqual(one);
  }, 600_000);

  test('two commands started together', async () => {
    const both = await Promise.all(
      [1, 2].map(() => run(['sweep', 'run', config(), '--out', path('both')], folder)),
    );
    expect(both.map(({ status, stderr }) => (status === 0 ? '' : stderr))).toEqual(['', '']);
    expect(await resultsOf(path('both'))).toEqual(one);
  }, 900_000);

  test.skipIf(slurmTrouble !== null)(
    'Slurm',
    async () => {
      const cluster = await startCluster({ nodes: 2 });
      try {
        const [program = '', ...args] = mimmx;
        const child = spawn(
          program,
          [...args, 'sweep', 'run', config(), '--out', path('slurm'), '--engine', 'slurm', ...allowToy],
          {
            cwd: folder,
            env: cluster.env,
            stdio: ['ignore', 'pipe', 'pipe'],
          },
        );
        let said = '';
        for (const stream of [child.stdout, child.stderr])
          stream.on('data', (piece) => {
            said += piece;
          });
        const status = await new Promise((resolve) => child.on('close', resolve));
        expect([status, said]).toEqual([0, expect.stringMatching(/24 of 24 trials done/)]);
      } finally {
        await cluster.stop();
      }
      expect(await resultsOf(path('slurm'))).toEqual(one);
    },
    900_000,
  );

  test.skipIf(redisTrouble !== null)(
    'queue',
    async () => {
      const redis = await startRedis();
      try {
        const handed = await run(
          [
            'sweep',
            'run',
            config(),
            '--out',
            path('queue'),
            '--detach',
            '--set',
            `engine={"name":"queue","options":{"redis":"${redis.url}"}}`,
          ],
          folder,
        );
        expect(handed.status).toBe(0);
        expect(handed.stderr).toMatch(/24 jobs handed over/);
        const worker = await run(['worker', '--queue', redis.url, '--jobs', '2', '--idle', '3'], folder);
        expect(worker.status).toBe(0);
        await until(
          async () =>
            (await run(['sweep', 'status', path('queue')], folder)).stdout.includes('done     24 of 24'),
          60,
          'done',
        );
      } finally {
        await redis.stop();
      }
      expect(await resultsOf(path('queue'))).toEqual(one);
    },
    900_000,
  );
});
