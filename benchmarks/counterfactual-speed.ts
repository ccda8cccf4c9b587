/**
 * Images a second in training of the small VAE at 28 × 28, and the same model in PyTorch on the same cores where it is
 * installed (benchmarks/peers/vae_peer.py). A ratio above 1 means that ours is faster. Both alternate, so that whatever
 * else the machine does falls on both; the ratio of processor times says the same on a machine that is not idle.
 *
 *   npm run bench:counterfactual-speed [-- --steps 40 --threads 1 --rounds 3]
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { Random } from '@mimmx/core';
import { createGenerator, type ImageTable } from '@mimmx/counterfactual';
import { createGoes } from '@mimmx/experiment';
import { argument } from './arguments.ts';
import { registry } from './registry.ts';

const [steps, threads, rounds] = [
  ['--steps', 40],
  ['--threads', 1],
  ['--rounds', 3],
].map(([name, value]) => Number(argument(name as string) ?? value)) as [number, number, number];
const batchSize = 64;
const backend = registry.create('backend', 'onnx', {}, { device: 'cpu', threads });
await backend.setup();
const random = new Random(1);
const labels = ['0', '1'];
const graph = Object.fromEntries(
  ['a', 'b', 'c'].map((name) => [name, { kind: 'categorical' as const, labels }]),
);
const table: ImageTable = {
  shape: [28, 28, 1],
  images: Uint8Array.from({ length: 256 * 784 }, () => random.integer(256)),
  attributes: Object.fromEntries(
    Object.keys(graph).map((name) => [name, Float64Array.from({ length: 256 }, () => random.integer(2))]),
  ),
};
const generator = createGenerator({ graph, table, backend, random });
const updates = rounds * 4 * steps;
const goes = createGoes(generator.train({ updates, batchSize }).update);
// The first goes compile, and find out how many updates one should have.
while (goes.times.length < steps) await goes.next(steps);
const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1]!;

const ours: number[] = [];
const theirs: number[] = [];
const oursCpu: number[] = [];
const theirsCpu: number[] = [];
let peer = '';
for (let round = 0; round < rounds; round++) {
  const times: number[] = [];
  const used: number[] = [];
  while (times.length < steps) {
    const cpu = process.cpuUsage();
    const { length } = await goes.next(steps);
    const { user, system } = process.cpuUsage(cpu);
    times.push(...goes.times.slice(-length));
    used.push(...Array<number>(length).fill((user + system) / 1000 / length));
  }
  ours.push(median(times));
  oursCpu.push(median(used));
  const script = join(import.meta.dirname, 'peers', 'vae_peer.py');
  const numbers = ['--batch', batchSize, '--steps', steps, '--threads', threads].map(String);
  const ran = spawnSync('/usr/bin/python3', [script, ...numbers], {
    encoding: 'utf8',
    env: { ...process.env, OMP_NUM_THREADS: String(threads), OPENBLAS_NUM_THREADS: String(threads) },
  });
  if (ran.status !== 0) {
    if (round === 0)
      console.error('PyTorch is not installed here (apt-get install python3-torch): no ratio.');
    continue;
  }
  const said = JSON.parse(ran.stdout);
  peer = said.peer;
  theirs.push(said.ms_median);
  theirsCpu.push(said.cpu_ms_median);
}
const speed = (ms: number) => Math.round((batchSize / ms) * 1000);
console.log(
  JSON.stringify({
    threads,
    ms: ours,
    cpuMs: oursCpu,
    imagesPerSecond: speed(median([...ours])),
    ...(theirs.length > 0 && {
      peer,
      peerMs: theirs,
      peerCpuMs: theirsCpu,
      peerImagesPerSecond: speed(median([...theirs])),
      // Of each round, so that both sides had the same machine.
      ratio: Number(median(theirs.map((ms, i) => ms / ours[i]!)).toFixed(2)),
      cpuRatio: Number(median(theirsCpu.map((ms, i) => ms / oursCpu[i]!)).toFixed(2)),
    }),
  }),
);
process.exit();
