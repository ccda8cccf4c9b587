import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { resolveConfig } from '@mimmx/experiment';
import digits from '../../../examples/digits/mimmx.config.ts';

/**
 * `mimmx train` on digits, here and on TensorFlow.js's `cpu` backend: the losses of the first updates, and how much
 * processor time an update and the whole command take. Each is run twice, with more updates the second time; the
 * difference is what updates cost, the rest (reading, compiling, testing) is fixed. How far apart rounding alone drives
 * the losses is seen by training here once more, with the learning rate's last bit changed.
 *
 *     pnpm --filter @mimmx/backend-onnx bench:cpu [--method mimm-x] [--updates 20] [--more 20]
 */
const { values } = parseArgs({
  options: {
    method: { type: 'string', default: 'mimm-x' },
    updates: { type: 'string', default: '20' },
    more: { type: 'string', default: '20' },
    whole: { type: 'string', default: '1500' },
  },
});
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const command = here('../../cli/src/bin.ts');
const config = here('../../../examples/digits/mimmx.config.ts');
const scratch = mkdtempSync(join(tmpdir(), 'mimmx-cpu-'));

/** Makes a process say at its end how much processor time it took, which other work on the machine does not change. */
const TELL = `data:text/javascript,${encodeURIComponent(
  "process.on('exit', () => { const { user, system } = process.cpuUsage(); console.error('CPU ' + (user + system) / 1e6); });",
)}`;

type Losses = Readonly<Record<string, number>>;

interface Run {
  /** Processor time. */
  readonly seconds: number;
  /** The losses of each update, by name. */
  readonly losses: readonly Losses[];
}

const lines = (folder: string): string[] => {
  const file = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((name) =>
    name.endsWith('metrics.jsonl'),
  );
  return readFileSync(join(folder, file ?? 'metrics.jsonl'), 'utf8')
    .trim()
    .split('\n');
};

const train = (backend: string, updates: number, more: Readonly<Record<string, number>> = {}): Run => {
  const out = join(scratch, `${backend}-${updates}-${Object.keys(more).length}`);
  const settings = {
    'training.updates': updates,
    'training.logEvery': 1,
    'training.watchEvery': 0,
    'data.split.train': 2000,
    'data.split.test': 400,
    'evaluation.bootstrap': 10,
    ...more,
  };
  const { stderr, status } = spawnSync(
    process.execPath,
    [
      ...process.execArgv,
      ...['--import', TELL],
      command,
      'train',
      config,
      ...['--out', out, '--backend', backend, '--methods', values.method, '--seeds', '0'],
      ...Object.entries(settings).flatMap(([key, value]) => ['--set', `${key}=${value}`]),
    ],
    { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  const seconds = Number(/CPU ([\d.]+)/.exec(stderr)?.[1]);
  const losses = lines(out).flatMap((line) => {
    const { kind, values: numbers } = JSON.parse(line) as { kind: string; values: Losses };
    const kept = Object.entries(numbers).filter(([name]) => name.startsWith('loss'));
    return kind === 'train' ? [Object.fromEntries(kept)] : [];
  });
  return { seconds, losses };
};

const few = Number(values.updates);
const many = few + Number(values.more);
const whole = Number(values.whole);

const measure = (backend: string) => {
  const short = train(backend, few);
  const long = train(backend, many);
  const each = (long.seconds - short.seconds) / (many - few);
  const fixed = short.seconds - few * each;
  console.log(
    `${backend.padEnd(5)} ${few} updates ${short.seconds.toFixed(1)} s, ${many} updates ${long.seconds.toFixed(1)} s: ${(1000 * each).toFixed(0)} ms an update, ${fixed.toFixed(1)} s besides`,
  );
  return { losses: short.losses, each, total: fixed + whole * each };
};

try {
  const onnx = measure('onnx');
  const cpu = measure('cpu');
  console.log(
    `an update is ${(cpu.each / onnx.each).toFixed(0)} times faster, the whole command ${(cpu.total / onnx.total).toFixed(0)} times (reckoned for ${whole} updates)`,
  );
  const { learningRate } = resolveConfig(digits).training;
  const rounded = train('onnx', few, { 'training.learningRate': learningRate * (1 + 2 ** -23) }).losses;
  const apart = (name: string, one: readonly Losses[], other: readonly Losses[]) =>
    one.map((losses, i) => Math.abs((losses[name] as number) - (other[i]?.[name] as number)));
  for (const name of Object.keys(onnx.losses[0] ?? {})) {
    const backends = apart(name, onnx.losses, cpu.losses);
    const rounding = Math.max(...apart(name, onnx.losses, rounded));
    console.log(
      `${name}: apart by ${(backends[0] as number).toExponential(1)} at the first update, ${Math.max(...backends).toExponential(1)} at most in ${few}; by the learning rate's last bit ${rounding.toExponential(1)}`,
    );
  }
} finally {
  rmSync(scratch, { recursive: true });
}
