import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { RunnerEvent } from '../../src/contract.ts';
import { slurm, slurmOptions } from '../../src/slurm/index.ts';
import { runnerChecks } from '../../src/testkit/index.ts';
import { pieceProgram } from '../node.ts';
import { type Cluster, startCluster } from './cluster.ts';
import { runNow, sleep, until } from './installed.ts';
import { type PieceSetting, piecesOf } from './pieces.ts';
import { slurmTrouble } from './there.ts';

describe.skipIf(slurmTrouble !== null)('Slurm', () => {
  let cluster: Cluster;
  const folders: string[] = [];
  beforeAll(async () => {
    const refuse = `
      function slurm_job_submit(job, parts, uid)
        if job.account == "nobody" then return slurm.ESLURM_INVALID_ACCOUNT end
        return slurm.SUCCESS
      end
      function slurm_job_modify(job, record, parts, uid) return slurm.SUCCESS end
      return slurm.SUCCESS`;
    cluster = await startCluster({ maxArraySize: 21, lua: refuse });
  }, 120_000);
  afterAll(() => cluster?.stop(), 30_000);
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });

  const runner = (options: unknown = {}) => slurm.create({ env: cluster.env }, slurmOptions.parse(options));
  const pieces = (setting: PieceSetting) => {
    const made = piecesOf(setting);
    folders.push(made.folder);
    return made;
  };
  const seen = () => {
    cluster.hurry();
    return `${cluster.queue()}\n${cluster.logs()}`;
  };

  for (const check of runnerChecks(() => runner(), { command: pieceProgram, patience: 120 })) {
    test(check.name, async () => {
      const timer = setInterval(() => cluster.hurry(), 2000);
      await check.run().finally(() => clearInterval(timer));
    }, 180_000);
  }

  test('arrays are split where the cluster wants it, and packed; each piece is done once', async () => {
    const { work, ids, allDone, results, expected, finished } = pieces({
      count: 50,
      steps: 1,
      stepMs: 50,
      seconds: 1,
    });
    const notes: string[] = [];
    // Two pieces a task: 25 tasks, where an array may have 21.
    await runner({ packMinutes: 2 / 60 }).run(work, {
      on: (event) => event.kind === 'note' && notes.push(event.message),
    });
    expect(notes.map((note) => note.replace(/job \d+/, 'job'))).toEqual([
      'Slurm job: 21 tasks of up to 2 pieces',
      'Slurm job: 4 tasks of up to 2 pieces',
    ]);
    await allDone(240, seen);
    expect(await results()).toEqual(Object.fromEntries(ids.map((id) => [id, expected(id)])));
    expect(
      finished()
        .map((line) => line.split(' ')[0])
        .sort(),
    ).toEqual([...ids].sort());
    // On several nodes.
    expect(new Set(finished().map((line) => line.split(' ')[1])).size).toBeGreaterThan(1);
  }, 300_000);

  test('what is with Slurm is not handed over twice; status tells waiting from running; cancel takes it back', async () => {
    const { work } = pieces({ count: 8, steps: 100, stepMs: 200 });
    const own = runner({ parallel: 2 });
    await own.run(work);
    const said: RunnerEvent[] = [];
    await own.run(work, { on: (event) => said.push(event) });
    expect(said).toEqual([{ kind: 'note', message: '8 pieces are with Slurm already' }]);
    await until(async () => (await own.state(work)).running.size === 2, 60, 'two tasks run');
    const state = await own.state(work);
    expect(state.waiting.size).toBe(6);
    expect([...state.running.values()].every((where) => /^n\d$/.test(where))).toBe(true);
    expect(state.notes).toEqual([expect.stringMatching(/^Slurm: 6 tasks wait \(JobArrayTaskLimit\)$/)]);
    expect(await own.cancel(work)).toMatch(/^Cancelled Slurm job \d+; what ran saves itself first\.$/);
    await until(async () => (await own.state(work)).running.size === 0, 60, 'nothing runs');
    expect(await own.cancel(work)).toBe('Slurm has no job of this sweep.');
  }, 180_000);

  test('two that hand over at once: one does, the other says so', async () => {
    const { work, allDone, finished } = pieces({ count: 6, steps: 1, stepMs: 50 });
    const both = await Promise.allSettled([runner().run(work), runner().run(work)]);
    const refused = both.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[];
    expect(refused.map(({ reason }) => reason.message)).toEqual([
      expect.stringMatching(/^E_SLURM_BUSY: Another process hands pieces of .* to Slurm at this moment/),
    ]);
    await allDone(120, seen);
    expect(finished().length).toBe(6);
  }, 180_000);

  test('a task that is queued again goes on where it was, to the same bits', async () => {
    const { work, ids, store, allDone, results, expected, finished } = pieces({
      count: 2,
      steps: 60,
      stepMs: 100,
    });
    await runner().run(work);
    await until(async () => (await store.lines(ids[0]!)).length > 10, 60, 'it runs');
    const job = cluster
      .queue()
      .split('\n')
      .find((line) => line.includes('RUNNING'))!
      .split(' ')[0]!;
    runNow('scontrol', ['requeue', job], cluster.env);
    await allDone(240, seen);
    expect(await results()).toEqual(Object.fromEntries(ids.map((id) => [id, expected(id)])));
    expect(finished().length).toBe(2);
    const output = join(work.folder, 'slurm', '0001', 'output');
    expect(
      readdirSync(output)
        .map((file) => readFileSync(join(output, file), 'utf8'))
        .join(''),
    ).toMatch(/start 1\b/);
  }, 300_000);

  test('refusals of the cluster in one line each, before anything is submitted', async () => {
    const { work } = pieces({ count: 1, steps: 1, stepMs: 1 });
    await expect(runner({ partition: 'nowhere' }).check(work)).rejects.toThrow(
      /^E_SLURM_REFUSED: Slurm refuses the job: .*[Ii]nvalid partition.*engine\.options\.partition is "nowhere"; "sinfo -s" lists them\.$/,
    );
    await expect(runner({ account: 'nobody' }).check(work)).rejects.toThrow(
      /^E_SLURM_REFUSED: Slurm refuses the job: .*[Ii]nvalid account.*engine\.options\.account is "nobody"/,
    );
    await expect(runner({ account: 'nobody' }).run(work)).rejects.toThrow(/^E_SLURM_REFUSED/);
    const without = slurm.create({ env: { ...cluster.env, PATH: '/nowhere' } }, slurmOptions.parse({}));
    await expect(without.check(work)).rejects.toThrow(/^E_SLURM_MISSING: There is no "scontrol" on the path/);
    expect(cluster.queue()).toBe('');
  }, 60_000);

  test('the script stays in the folder, and can be read', async () => {
    const { work, allDone } = pieces({ count: 1, steps: 1, stepMs: 1 });
    await runner({ time: 5, setup: ['export GREETING=hello'] }).run(work);
    await allDone(90, seen);
    const script = join(work.folder, 'slurm', '0001', 'job.sh');
    expect(readFileSync(script, 'utf8')).toMatch(/^#!\/bin\/bash\n# pieces, part 1 of 1\./);
    expect(statSync(script).size).toBeLessThan(4000);
    await sleep(0);
  }, 120_000);
});
