// A piece of work that costs nothing but time, kept in the same folders with the same leases as trainings are: a chain
// of hashes, one step every few milliseconds, saved on the way. node lease-piece.ts FOLDER [ID …]
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderTrials } from '../../../experiment/src/node/trials/index.ts';
import { resultOf, trialOf } from '../../../experiment/test/trial/example.ts';
import { pieceProcess, stopSignals } from '../../src/piece/index.ts';

const [folder = '', ...ids] = process.argv.slice(2);
const { count, steps, stepMs, leases } = JSON.parse(readFileSync(join(folder, 'pieces.json'), 'utf8'));
const trials = new Map(Array.from({ length: count }, (_, i) => [trialOf(i + 1).id, trialOf(i + 1)] as const));
const store = folderTrials(folder, leases);
const { signal, release } = stopSignals();
const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const where = process.env.SLURMD_NODENAME ?? 'here';

/** A node whose own disk is full: what is written there fails as the system says it. */
function scratch(): void {
  const file = join(folder, `scratch-of-${where}`);
  if (existsSync(file))
    writeFileSync(join(readFileSync(file, 'utf8'), String(process.pid)), Buffer.alloc(65_536));
}

process.exitCode = await pieceProcess(
  ids,
  async (id) => {
    const trial = trials.get(id)!;
    const said = (error: unknown) => (error instanceof Error ? error.message : String(error));
    const lease = await store.claim(trial).catch((error: unknown) => said(error));
    if (typeof lease === 'string') return { ending: 'again', message: lease };
    if (!lease) {
      const { kind } = await store.state(id);
      return { ending: kind === 'running' ? 'held' : kind === 'waiting' ? 'again' : kind };
    }
    try {
      scratch();
      let { step, value } = (lease.checkpoint?.state ?? { step: 0, value: '' }) as {
        step: number;
        value: string;
      };
      while (step < steps) {
        await sleep(stepMs);
        step++;
        value = createHash('sha256').update(`${value}${id}${step}`).digest('hex');
        await lease.append({
          step,
          kind: 'train',
          values: { value: Number.parseInt(value.slice(0, 8), 16) },
        });
        await lease.save({ step, variables: {}, state: { step, value } });
        if (signal.aborted && step < steps) {
          await lease.release();
          return { ending: 'again' };
        }
      }
      const result = { ...resultOf(trial), notes: [value] };
      await lease.finish(result, { step, variables: {}, state: null });
      appendFileSync(join(folder, 'finished.log'), `${id} ${where}\n`);
      return { ending: 'done' };
    } catch (error) {
      await lease.release().catch(() => {});
      const message = error instanceof Error ? error.message : String(error);
      return { ending: 'again', message: /ENOSPC/.test(message) ? `E_DISK_FULL: ${message}` : message };
    }
  },
  { signal, patience: leases.staleAfter + 2 * leases.heartbeat, lookAgain: 1 },
);
release();
