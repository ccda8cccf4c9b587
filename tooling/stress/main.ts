/**
 * Many processes in one folder, and kills at random moments:
 *
 *     npm run stress -- together --rounds 50    # 2, 4 and 8 processes, with equal and with different configs
 *     npm run stress -- kills --rounds 100      # SIGKILL, SIGTERM or SIGINT in any phase, --jobs 2, then resumed
 *     npm run stress -- together --rounds 3 --from 26 --seed 8    # goes on with the 27th
 *
 * The status is 1 if a round left anything but one whole and right run, or an answer of more than one line.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { generator } from '../fuzz/mutate.ts';
import { imageOf, leftOver, phaseOf, train } from './toy.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '50' },
    from: { type: 'string', default: '0' },
    seed: { type: 'string', default: '1' },
    updates: { type: 'string', default: '12' },
  },
});
const [rounds, from] = [Number(values.rounds), Number(values.from)];
const random = generator(Number(values.seed));
const settings = ['--set', `training.updates=${values.updates}`, '--set', 'training.checkpointEvery=2'];
const folder = mkdtempSync(join(tmpdir(), 'mimmx stress-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

let bad = 0;
const wrong = (round: number, what: string, said = '') => {
  bad++;
  console.log(`round ${round}: ${what}${said && `\n${said}`}`);
};
/** Codes that a process may end with that finds another one at its run. */
const FAIR = /^E_(?:RUN_EXISTS|RUN_MISMATCH|INTERRUPTED): [^\n]+$/m;

/** The runs that one process alone makes, by the learning rate. */
const alone = new Map<number, string>();
async function undisturbed(rate: number): Promise<string> {
  const known = alone.get(rate);
  if (known) return known;
  const out = join(folder, `alone-${rate}`);
  const { status, said } = await train(out, [
    ...settings,
    '--jobs',
    '1',
    '--set',
    `training.learningRate=${rate}`,
  ]).done;
  const image = status === 0 ? await imageOf(out) : null;
  if (image === null) throw new Error(`the undisturbed run failed: ${said}`);
  alone.set(rate, image);
  return image;
}

async function together(round: number): Promise<void> {
  const count = [2, 4, 8][round % 3]!;
  const different = Math.floor(round / 3) % 2 === 1;
  const rates = Array.from({ length: count }, (_, i) => (different && i % 2 === 1 ? 0.002 : 0.001));
  const out = join(folder, `round-${round}`);
  const started = [];
  for (const rate of rates) {
    started.push(train(out, [...settings, '--jobs', '1', '--set', `training.learningRate=${rate}`]));
    await sleep(300 * random());
  }
  const ended = await Promise.all(started.map(({ done }) => done));
  const winners = ended.filter(({ status }) => status === 0);
  if (winners.length === 0) wrong(round, 'nobody finished', ended.map(({ said }) => said).join('\n---\n'));
  for (const { status, said } of ended)
    if (status !== 0 && !FAIR.test(said)) wrong(round, `status ${status}`, said);
  const image = await imageOf(out);
  const fair = await Promise.all([...new Set(rates)].map(undisturbed));
  if (image === null || !fair.includes(image))
    wrong(round, 'the run that is left is not that of one process');
  const left = await leftOver(out);
  if (left.length > 0) wrong(round, `left over: ${left.join(', ')}`);
  rmSync(out, { recursive: true, force: true });
}

async function kills(round: number): Promise<void> {
  const out = join(folder, `round-${round}`);
  const whole = await undisturbed(0.001);
  const args = [...settings, '--jobs', '2', '--set', 'training.learningRate=0.001', '--resume'];
  for (let count = 2 + Math.floor(4 * random()); count > 0; count--) {
    const { child, done } = train(out, args);
    const name = (['SIGKILL', 'SIGKILL', 'SIGTERM', 'SIGINT'] as const)[Math.floor(4 * random())]!;
    // Seven in eight fall behind the second in which programs are loaded and nothing is there to be harmed.
    const loaded = random() < 7 / 8 ? loading : 0;
    await Promise.race([sleep(loaded + (longest - loaded) * random()), done]);
    if (child.exitCode === null) child.kill(name);
    // At once: what a dead run's processes still do, they do after it.
    const phase = await phaseOf(out);
    await done;
    killed++;
    phases.set(phase, (phases.get(phase) ?? 0) + 1);
  }
  const { status, said } = await train(out, args).done;
  if (status !== 0) wrong(round, `status ${status} after resuming`, said);
  else if ((await imageOf(out)) !== whole) wrong(round, 'other bits than those of an undisturbed run');
  rmSync(out, { recursive: true, force: true });
}
let killed = 0;
const phases = new Map<string, number>();
let longest = 4000;
let loading = 0;

const began = Date.now();
const task = positionals[0] === 'kills' ? kills : together;
if (task === kills) {
  const start = Date.now();
  const measured = join(folder, 'measured');
  const { done } = train(measured, [...settings, '--jobs', '2', '--set', 'training.learningRate=0.001']);
  while (!existsSync(measured) && Date.now() - start < 60_000) await sleep(10);
  loading = Date.now() - start;
  await done;
  // Kills fall into all phases of a run: from its start to its report.
  longest = 1.2 * (Date.now() - start);
}
for (let round = 0; round < rounds; round++) {
  await task(from + round);
  console.log(`${round + 1} of ${rounds}, ${bad} bad, ${Math.round((Date.now() - began) / 1000)} s`);
}
const where = [...phases].map(([phase, count]) => `${count} ${phase}`).join(', ');
console.log(`${rounds} rounds${task === kills ? ` with ${killed} signals (${where})` : ''}: ${bad} bad`);
if (bad > 0) process.exitCode = 1;
