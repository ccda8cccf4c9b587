import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openRecord } from '../../../src/node/run/index.ts';
import { lastOpening } from '../../../src/node/run/opening.ts';
import { folderTrials } from '../../../src/node/trials/index.ts';
import { trialOf } from '../../trial/example.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { expected } from './training.ts';

// Fifty rounds with up to eight processes instead of one or two with few: MIMMX_LONG_TESTS=1.
const long = Boolean(process.env.MIMMX_LONG_TESTS);
const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const pinned = path('../../../../../node_modules/node/bin/node');
const stripsTypes = Boolean((process.features as { typescript?: unknown }).typescript);
const node = stripsTypes || !existsSync(pinned) ? process.execPath : pinned;

interface Outcome {
  readonly status: number | null;
  readonly signal: string | null;
  readonly said: { opened?: string; finished?: string[]; error?: string };
}

function start(
  folder: string,
  config: object,
  trials: number,
): { child: ChildProcess; done: Promise<Outcome> } {
  const { NODE_OPTIONS: _, ...env } = process.env;
  const args = ['--conditions=@mimmx/source', path('worker.ts'), folder, JSON.stringify(config), `${trials}`];
  const child = spawn(node, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout?.setEncoding('utf8').on('data', (piece) => {
    text += piece;
  });
  const done = new Promise<Outcome>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status, signal) => {
      resolve({ status, signal, said: text === '' ? {} : JSON.parse(text) });
    });
  });
  return { child, done };
}

async function checkDone(folder: string, count: number): Promise<void> {
  const store = folderTrials(folder);
  for (let i = 1; i <= count; i++) {
    const trial = trialOf(i);
    const { result, weights, lines } = expected(trial);
    expect(await store.result(trial.id)).toEqual(result);
    expect(await store.weights(trial.id)).toEqual(weights);
    expect(await store.lines(trial.id)).toEqual(lines);
  }
  const record = await openRecord(folder);
  for (const name of record.names) await record.read(name);
}

/** For the long mode on a busy machine; ms. */
const patience = 1_800_000;
const counts = long ? [2, 4, 8] : [4];
const rounds = long ? 17 : 1;

test.each(counts)(
  '%i processes started on one folder with one configuration share its trials',
  async (count) => {
    for (let round = 0; round < rounds; round++) {
      const folder = join(await temporaryFolder(), 'run');
      const config = { seeds: [0], name: 'a' };
      const outcomes = await Promise.all(Array.from({ length: count }, () => start(folder, config, 10).done));
      for (const { status, said } of outcomes) expect(status, said.error).toBe(0);
      expect(outcomes.filter(({ said }) => said.opened === 'new')).toHaveLength(1);
      const finished = outcomes.flatMap(({ said }) => said.finished ?? []);
      expect(finished.sort()).toEqual(Array.from({ length: 10 }, (_, i) => trialOf(i + 1).id).sort());
      await checkDone(folder, 10);
    }
  },
);

test.each(counts)(
  'of %i processes with as many configurations one has the folder',
  async (count) => {
    for (let round = 0; round < rounds; round++) {
      const folder = join(await temporaryFolder(), 'run');
      const configs = Array.from({ length: count }, (_, i) => ({ name: `run-${i}`, seeds: [0] }));
      const outcomes = await Promise.all(configs.map((config) => start(folder, config, 2).done));
      const winners = outcomes.flatMap(({ status }, i) => (status === 0 ? [i] : []));
      expect(winners).toHaveLength(1);
      for (const { said, status } of outcomes.filter((_, i) => i !== winners[0])) {
        expect(status).toBe(1);
        expect(said.error).toMatch(/^E_RUN_MISMATCH: [^\n]*"name" is "run-\d" there and "run-\d" now[^\n]*$/);
      }
      const config = configs[winners[0] ?? 0];
      expect((await lastOpening(folder))?.opening.config).toEqual(config);
      expect(JSON.parse(await readFile(join(folder, 'config.json'), 'utf8'))).toEqual(config);
      await checkDone(folder, 2);
    }
  },
  patience,
);

test(
  'processes killed at random and started again come to the same',
  async () => {
    const kills = long ? 100 : 3;
    const folder = join(await temporaryFolder(), 'run');
    const trials = long ? 200 : 12;
    const config = { seeds: [0] };
    let state = 7;
    const random = () => {
      state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
      return state / 2 ** 31;
    };
    let left = kills;
    const keep = async (): Promise<Outcome> => {
      for (;;) {
        const { child, done } = start(folder, config, trials);
        let timer: NodeJS.Timeout | undefined;
        if (left-- > 0) timer = setTimeout(() => child.kill('SIGKILL'), 300 + random() * 1500);
        const outcome = await done;
        clearTimeout(timer);
        if (outcome.signal === null) return outcome;
      }
    };
    for (const { status, said } of await Promise.all([keep(), keep()])) expect(status, said.error).toBe(0);
    await checkDone(folder, trials);
  },
  patience,
);
