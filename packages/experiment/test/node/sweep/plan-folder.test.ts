import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openSweep, type SweepHead, writePlan } from '../../../src/node/sweep/index.ts';
import { planSweep, sweepSchema } from '../../../src/sweep/index.ts';
import { folderInMemory } from '../temporary-folder.ts';

/** A plan over so many strengths, as a config gives it. */
function planOf(points: number): { head: SweepHead; trials: ReturnType<typeof planSweep>['trials'] } {
  const sweep = sweepSchema.parse({ axes: { 'data.task.z.0.strength': { from: 0.5, to: 0.9, points } } });
  const config = {
    dataset: 'toy',
    encoder: 'toy-net',
    data: { task: { y: { column: 'sick' }, z: [{ factor: 'mark', strength: 0.9 }] } },
    methods: { erm: {} },
    seeds: [0, 1, 2],
  };
  const { base, axes, trials } = planSweep(config, sweep);
  const { best, leases } = sweep;
  const rest = { folds: null, best, leases, total: trials.length, versions: {}, backend: null, threads: 1 };
  return { head: { name: 'plan', root: '/', base, axes, ...rest }, trials };
}

test('processes that plan at the same time, and one that reads: always one whole plan', async () => {
  const path = await folderInMemory();
  const plans = [planOf(4), planOf(7)];
  await writePlan(path, plans[0]!.head, plans[0]!.trials);
  let over = false;
  const planner = async (own: number) => {
    for (let i = 0; i < 15; i++) {
      const { head, trials } = plans[(i + own) % 2]!;
      await writePlan(path, head, trials);
    }
  };
  const seen = new Set<number>();
  const reader = (async () => {
    while (!over) {
      const all = await (await openSweep(path)).all();
      seen.add(all.length);
      expect(all.map(({ n }) => n)).toEqual(all.map((_, n) => n));
    }
  })();
  await Promise.all([planner(0), planner(1), planner(0)]);
  over = true;
  await reader;
  expect([...seen].every((count) => count === 12 || count === 21)).toBe(true);
  expect(await readdir(path)).toEqual(['plan']);
});

test('an equal plan is left as it lies; a changed one is read by who opened the old one', async () => {
  const path = await folderInMemory();
  const [small, large] = [planOf(2), planOf(3)];
  await writePlan(path, small.head, small.trials);
  const opened = await openSweep(path);
  // What only this very folder has would be gone from a new one.
  await writeFile(join(path, 'plan', 'mark'), '');
  await writePlan(path, small.head, small.trials);
  expect(await readdir(join(path, 'plan'))).toContain('mark');
  await writePlan(path, large.head, large.trials);
  expect(await readdir(join(path, 'plan'))).not.toContain('mark');
  const added = large.trials.find(({ id }) => small.trials.every((one) => one.id !== id))!;
  expect((await opened.find(added.id))?.id).toBe(added.id);
});

test('a changed byte is told, and the sweep is not taken for another', async () => {
  const path = await folderInMemory();
  const { head, trials } = planOf(2);
  await writePlan(path, head, trials);
  const { id } = trials[0]!;
  const file = join(path, 'plan', `${id[0]}.jsonl`);
  await writeFile(file, (await readFile(file, 'utf8')).replace('"seed":0', '"seed":7'));
  await expect((await openSweep(path)).find(id)).rejects.toThrow(/^E_PLAN_EDITED: The plan of .* is damaged/);
});
