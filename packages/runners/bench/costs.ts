/**
 * What sweeps cost besides their trainings: planning, looking, and what a trial asks of the file system.
 *
 *   node --conditions=@mimmx/source packages/runners/bench/costs.ts [plan|status|files|overhead …]
 */

import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { planSweep, sweepSchema } from '@mimmx/experiment';
import { folderTrials, openSweep, trialStates, writePlan } from '@mimmx/experiment/node';
import { checkpointOf, lineOf, resultOf, trialOf } from '../../experiment/test/trial/example.ts';
import { processes } from '../src/processes/index.ts';
import { piecesOf } from '../test/engines/pieces.ts';

const cpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** Runs something; says how long it took by the wall and by the processor. */
async function timed<T>(what: string, work: () => Promise<T> | T): Promise<T> {
  const [wall, own] = [performance.now(), cpu()];
  const result = await work();
  const seconds = ((performance.now() - wall) / 1000).toFixed(2);
  console.log(`${what}: ${seconds} s, ${(cpu() - own).toFixed(2)} s of the processor`);
  return result;
}

const config = {
  dataset: 'toy',
  encoder: 'toy-net',
  data: {
    task: { y: { column: 'sick' }, z: [{ factor: 'mark', strength: 0.9 }] },
    split: { train: 60, test: 60 },
  },
  methods: { erm: {}, 'mimm-x': {} },
  seeds: Array.from({ length: 10 }, (_, i) => i),
};

async function plan(): Promise<void> {
  const axes = {
    'data.task.z.0.strength': { from: 0.5, to: 0.9, points: 50 },
    'training.learningRate': { from: 1e-4, to: 1e-2, log: true, points: 100 },
  };
  const folder = mkdtempSync(join(tmpdir(), 'mimmx-costs-'));
  try {
    const planned = await timed('planning 100,000 trials', () =>
      planSweep(config, sweepSchema.parse({ axes })),
    );
    const head = {
      name: 'costs',
      root: '/',
      base: planned.base,
      axes: planned.axes,
      folds: null,
      best: sweepSchema.parse({}).best,
      leases: sweepSchema.parse({}).leases,
      total: planned.trials.length,
      versions: {},
      backend: null,
      threads: 1,
    };
    await timed(`writing the plan of ${planned.trials.length}`, () =>
      writePlan(folder, head, planned.trials),
    );
    const sweep = await openSweep(folder);
    await timed('finding one', () => sweep.find(planned.trials[77_777]!.id));
    console.log(`most memory: ${(process.resourceUsage().maxRSS / 1000).toFixed(0)} MB`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function status(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'mimmx-costs-'));
  try {
    const ids = Array.from({ length: 10_000 }, (_, i) => trialOf(i + 1).id);
    for (const [i, id] of ids.entries()) {
      const name = i % 100 === 0 ? 'free-1-0' : 'done';
      mkdirSync(join(folder, 'trials', id.slice(0, 2), id, name), { recursive: true });
    }
    const states = await timed('states of 10,000 trials', () =>
      trialStates(folder, ids, { staleAfter: 300 }),
    );
    console.log(`${[...states.values()].filter(({ kind }) => kind === 'done').length} done`);
    const done = new Set([...states].filter(([, { kind }]) => kind === 'done').map(([id]) => id));
    await timed('a second look', () => trialStates(folder, ids, { staleAfter: 300, done }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Counts what one trial asks of the file system, with ten checkpoints and a hundred lines. */
async function files(): Promise<void> {
  const counts = new Map<string, number>();
  const all = fs as unknown as Record<string, (...args: unknown[]) => unknown>;
  for (const name of [
    'open',
    'mkdir',
    'rename',
    'rm',
    'readdir',
    'lstat',
    'stat',
    'writeFile',
    'readFile',
    'rmdir',
  ]) {
    const original = all[name]!;
    all[name] = (...args) => {
      counts.set(name, (counts.get(name) ?? 0) + 1);
      return original(...args);
    };
  }
  syncBuiltinESMExports();
  const folder = mkdtempSync(join(tmpdir(), 'mimmx-costs-'));
  try {
    const store = folderTrials(folder);
    const trial = trialOf(1);
    const part = async (what: string, work: () => Promise<unknown>) => {
      counts.clear();
      await work();
      const sum = [...counts.values()].reduce((a, b) => a + b, 0);
      console.log(
        `${what}: ${sum} operations (${[...counts].map(([name, n]) => `${name} ${n}`).join(', ')})`,
      );
    };
    let lease = (await store.claim(trialOf(2)))!;
    await part('claim', async () => {
      lease = (await store.claim(trial))!;
    });
    await part('a line', () => lease.append(lineOf(1)));
    await part('a checkpoint', () => lease.save(checkpointOf(1)));
    await part('a second one', () => lease.save(checkpointOf(2)));
    await part('finish', () => lease.finish(resultOf(trial), checkpointOf(3)));
    await part('state', () => store.state(trial.id));
    await part('result', () => store.result(trial.id));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** 200 trials that work for a second with two processes, against the ideal of 100 s; leases as sweeps have them. */
async function overhead(): Promise<void> {
  const leases = { heartbeat: 30, staleAfter: 300 };
  const { work, folder, done } = piecesOf({ count: 200, steps: 1, stepMs: 1000, leases });
  try {
    const began = performance.now();
    const since = new Map<string, number>();
    let own = 0;
    await processes.create({ env: process.env }, { parallel: 2 }).run(work, {
      on(event) {
        if (event.kind === 'started') since.set(event.id, performance.now());
        else if (event.kind === 'ended') own += (performance.now() - since.get(event.id)!) / 1000;
      },
    });
    const seconds = (performance.now() - began) / 1000;
    console.log(
      `${await done()} trials of 1 s with two processes: ${seconds.toFixed(1)} s, ${(seconds - 100).toFixed(1)} % over the ideal of 100 s; a trial took ${((own / 200) * 1000).toFixed(0)} ms with claiming and saving, and ${(seconds - own / 2).toFixed(1)} s are of the processes`,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const parts = { plan, status, files, overhead };
const asked = process.argv.slice(2);
for (const [name, part] of Object.entries(parts)) {
  if (asked.length === 0 || asked.includes(name)) await part();
}
