import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/**
 * `mimmx train` on digits, here and on TensorFlow.js's `cpu` backend: the losses of the first updates, and how long an
 * update and the whole command take. Each is run twice, with more updates the second time; the difference is what
 * updates cost, the rest (reading, compiling, testing) is fixed.
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

interface Run {
  readonly seconds: number;
  /** Every loss of each update, in order. */
  readonly losses: readonly number[];
}

const lines = (folder: string): string[] => {
  const file = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((name) =>
    name.endsWith('metrics.jsonl'),
  );
  return readFileSync(join(folder, file ?? 'metrics.jsonl'), 'utf8')
    .trim()
    .split('\n');
};

const train = (backend: string, updates: number): Run => {
  const out = join(scratch, `${backend}-${updates}`);
  const settings = {
    'training.updates': updates,
    'training.logEvery': 1,
    'training.watchEvery': 0,
    'data.split.train': 2000,
    'data.split.test': 400,
    'evaluation.bootstrap': 10,
  };
  const start = performance.now();
  execFileSync(
    process.execPath,
    [
      ...process.execArgv,
      command,
      'train',
      config,
      ...['--out', out, '--backend', backend, '--methods', values.method, '--seeds', '0'],
      ...Object.entries(settings).flatMap(([key, value]) => ['--set', `${key}=${value}`]),
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const seconds = (performance.now() - start) / 1000;
  const losses = lines(out).flatMap((line) => {
    const { kind, values: numbers } = JSON.parse(line) as { kind: string; values: Record<string, number> };
    const kept = Object.entries(numbers).filter(([key]) => key.startsWith('loss'));
    return kind === 'train' ? kept.map(([, loss]) => loss) : [];
  });
  return { seconds, losses };
};

const few = Number(values.updates);
const many = few + Number(values.more);
const whole = Number(values.whole);
try {
  const [onnx, cpu] = ['onnx', 'cpu'].map((backend) => {
    const short = train(backend, few);
    const long = train(backend, many);
    const each = (long.seconds - short.seconds) / (many - few);
    const fixed = short.seconds - few * each;
    console.log(
      `${backend.padEnd(5)} ${few} updates ${short.seconds.toFixed(1)} s, ${many} updates ${long.seconds.toFixed(1)} s: ${(1000 * each).toFixed(0)} ms an update, ${fixed.toFixed(1)} s besides; ${whole} updates: ${(fixed + whole * each).toFixed(0)} s`,
    );
    return { losses: short.losses, each, total: fixed + whole * each };
  }) as [
    { losses: readonly number[]; each: number; total: number },
    { losses: readonly number[]; each: number; total: number },
  ];
  const apart = Math.max(...onnx.losses.map((loss, i) => Math.abs(loss - (cpu.losses[i] as number))));
  console.log(
    `onnx is ${(cpu.each / onnx.each).toFixed(0)} times faster an update, ${(cpu.total / onnx.total).toFixed(0)} times for ${whole} updates; the first ${onnx.losses.length} losses differ by at most ${apart.toExponential(1)}`,
  );
} finally {
  rmSync(scratch, { recursive: true });
}
