/**
 * 2,500 trials of a second on a Slurm cluster that takes arrays of 1001 tasks at most: planned, run to the end, counted.
 * Slurm's own daemons, with four nodes on this machine.
 *
 *   node --conditions=@mimmx/source packages/runners/bench/many.ts [TRIALS] [TRIALS OF A TASK]
 */

import { rmSync } from 'node:fs';
import { slurm, slurmOptions } from '../src/slurm/index.ts';
import { startCluster } from '../test/engines/cluster.ts';
import { sleep } from '../test/engines/installed.ts';
import { piecesOf } from '../test/engines/pieces.ts';

const [count = 2500, perTask = 2] = process.argv.slice(2).map(Number);
const cluster = await startCluster({ nodes: 4, cpus: 8, maxArraySize: 1001 });
const { folder, work, ids, done, results, expected, finished } = piecesOf({
  count,
  steps: 1,
  stepMs: 1000,
  seconds: 1,
});
try {
  const began = performance.now();
  const seconds = () => ((performance.now() - began) / 1000).toFixed(0);
  const runner = slurm.create({ env: cluster.env }, slurmOptions.parse({ packMinutes: perTask / 60 }));
  await runner.run(work, { on: (event) => event.kind === 'note' && console.log(event.message) });
  console.log(`handed over after ${seconds()} s`);
  for (let last = -1; ; await sleep(5000)) {
    const now = await done();
    if (now >= last + count / 10 || now === count)
      console.log(`${now} of ${count} done after ${seconds()} s`);
    if (now >= last + count / 10) last = now;
    if (now === count) break;
    const { waiting, running } = await runner.state(work);
    if (waiting.size + running.size === 0) await runner.run(work);
  }
  const all = await results();
  const wrong = ids.filter((id) => all[id] !== expected(id));
  const lines = finished().map((line) => line.split(' ')[0]!);
  console.log(
    `${ids.length - wrong.length} of ${count} as expected, ${new Set(lines).size} finished, ${lines.length - new Set(lines).size} of them twice`,
  );
} finally {
  await cluster.stop();
  rmSync(folder, { recursive: true, force: true });
}
