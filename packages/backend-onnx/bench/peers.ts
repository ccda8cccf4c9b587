import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { cases } from './cases/index.ts';

/**
 * Times every case here and in PyTorch, in turn, and prints the ratio of the two: above 1, this backend is faster.
 * `--clock processor` reads processor time, which other work on the machine changes least; for one thread.
 *
 *     npm run bench:peers -- [--case mimm,erm] [--threads 1] [--pairs 5] [--series 8] [--clock processor] [--json] [--peer path/to/torch_peer.py]
 */
const { values } = parseArgs({
  options: {
    case: { type: 'string', default: Object.keys(cases).join() },
    threads: { type: 'string', default: '1' },
    pairs: { type: 'string', default: '5' },
    steps: { type: 'string' },
    json: { type: 'boolean', default: false },
    peer: { type: 'string', default: process.env.MIMMX_TORCH_PEER ?? '' },
    clock: { type: 'string', default: 'wall' },
    series: { type: 'string', default: '1' },
    python: { type: 'string', default: '/usr/bin/python3' },
  },
});

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const peer = values.peer === '' ? here('../../../../shared/peers/torch_peer.py') : values.peer;
if (!existsSync(peer)) {
  console.log(`No PyTorch script at ${peer}; name it with --peer or MIMMX_TORCH_PEER.`);
  process.exit(0);
}
try {
  execFileSync(values.python, ['-c', 'import torch'], { stdio: 'ignore' });
} catch {
  console.log(
    `${values.python} has no PyTorch; apt-get install python3-torch, or name another with --python.`,
  );
  process.exit(0);
}

/** Cases that the first script does not have. */
const MORE = ['densenet121', 'mimmx'];
const scriptOf = (name: string) => (MORE.includes(name) ? here('torch_more.py') : peer);

interface Timing {
  readonly ms_median: number;
  readonly ms_min: number;
  /** Processor time, where the script tells it. */
  readonly cpu_ms?: number;
}

/** Makes a script of PyTorch read processor time where it reads the clock. */
const PROCESSOR =
  "import runpy, sys, time; time.perf_counter = time.process_time; sys.argv = sys.argv[1:]; runpy.run_path(sys.argv[0], run_name='__main__')";
const processor = values.clock === 'processor';

const lastLine = (text: string): Timing => JSON.parse(text.trim().split('\n').at(-1) as string) as Timing;

/** Steps that take about as long in every case. */
const STEPS: Readonly<Record<string, number>> = {
  mine: 400,
  club: 400,
  erm: 100,
  mimm: 6,
  resnet18: 6,
  densenet121: 4,
  mimmx: 60,
};

const environment = { ...process.env, OMP_NUM_THREADS: values.threads, OPENBLAS_NUM_THREADS: values.threads };

const torch = (name: string, steps: string): Timing =>
  lastLine(
    execFileSync(
      values.python,
      [
        ...(processor ? ['-c', PROCESSOR] : []),
        ...[scriptOf(name), name, '--steps', steps, '--threads', values.threads],
      ],
      { encoding: 'utf8', env: environment },
    ),
  );

const ours = (name: string, steps: string): Timing =>
  lastLine(
    execFileSync(
      process.execPath,
      [
        ...process.execArgv,
        here('ours.ts'),
        name,
        ...['--steps', steps, '--threads', values.threads, '--series', values.series],
      ],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
    ),
  );

const median = (list: number[]): number => [...list].sort((a, b) => a - b)[list.length >> 1] as number;

if (!values.json) console.log('case        threads   torch ms    ours ms   ratio (median of pairs; range)');
for (const name of values.case.split(',')) {
  if (!cases[name]) {
    console.log(`Unknown case "${name}"; one of ${Object.keys(cases).join(', ')}.`);
    process.exit(1);
  }
  const steps = values.steps ?? String(STEPS[name] ?? 12);
  const pairs = Array.from({ length: Number(values.pairs) }, () => {
    const torchMs = torch(name, steps).ms_median;
    const { ms_median, cpu_ms } = ours(name, steps);
    const oursMs = (processor ? cpu_ms : ms_median) as number;
    return { torchMs, oursMs, ratio: torchMs / oursMs };
  });
  const ratios = pairs.map((pair) => pair.ratio);
  const row = {
    case: name,
    threads: Number(values.threads),
    ratio: Number(median(ratios).toFixed(2)),
    ours_ms: Number(median(pairs.map((pair) => pair.oursMs)).toFixed(2)),
    torch_ms: Number(median(pairs.map((pair) => pair.torchMs)).toFixed(2)),
  };
  if (values.json) console.log(JSON.stringify(row));
  else {
    const range = `${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)}`;
    console.log(
      `${name.padEnd(12)}${values.threads.padStart(7)}${row.torch_ms.toFixed(2).padStart(11)}${row.ours_ms.toFixed(2).padStart(11)}${row.ratio.toFixed(2).padStart(8)} (${range})`,
    );
  }
}
