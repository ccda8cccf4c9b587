import { join } from 'node:path';
import { type AnyDefinition, type EstimatorDefinition, MimmxError, suggest } from '@mimmx/core';
import {
  type BenchmarkRow,
  protocols,
  type SelfConsistency,
  selfConsistency,
  tasksOf,
} from '@mimmx/mi-estimators';
import {
  type BackendModule,
  type BenchmarkReport,
  runBenchmark,
  runProtocol,
} from '@mimmx/mi-estimators/node';
import { command, commonArgs } from '../command.ts';
import { log } from '../log.ts';
import { barLine } from '../progress/bar.ts';
import { clock, TimeLeft } from '../progress/time-left.ts';
import { quietTensorFlow, setUpBackend } from '../run/engine.ts';
import { listenForInterrupts } from '../run/interrupt.ts';
import { commandRegistry } from '../run/registry.ts';
import { renderTable } from '../table/table.ts';
import { UsageError } from '../usage-error.ts';

const args = {
  benchmark: {
    type: 'string',
    valueHint: 'name',
    description:
      'Known mutual information: small, gaussian, cubic, mixtures, transforms, independence, all, mutinfo, or one task; staircase, club, doe for a paper’s protocol',
  },
  consistency: {
    type: 'string',
    valueHint: 'a,b',
    description: 'Self-consistency of these estimators: independence, data processing, additivity',
  },
  estimators: { type: 'string', valueHint: 'a,b', description: 'Only these estimators (default: all)' },
  seeds: {
    type: 'string',
    valueHint: 'n',
    description: 'Repetitions; 0 sums up what is there (default: 10, of a protocol 1)',
  },
  samples: { type: 'string', valueHint: 'n', description: 'Rows of one estimate (default: 5000)' },
  steps: {
    type: 'string',
    valueHint: 'n',
    description: 'Updates of an estimator that trains, if not the usual',
  },
  out: {
    type: 'string',
    valueHint: 'folder',
    description: 'Where results go (default: runs/estimate-NAME); a stopped benchmark goes on there',
  },
  workers: { type: 'string', valueHint: 'n', description: 'Threads (default: one for each core)' },
  backend: {
    type: 'string',
    valueHint: 'onnx|cpu',
    default: 'onnx',
    description: 'What threads compute with',
  },
  load: { type: 'string', valueHint: 'a,b', description: 'Plugin packages of this project to load as well' },
  json: { type: 'boolean', description: 'Print the rows as JSON' },
  ...commonArgs,
} as const;

type Given = { readonly [Name in keyof typeof args]?: string | boolean | undefined };

/** Measures estimators of mutual information. */
export default command({
  meta: {
    description: 'Measure estimators of mutual information against known values, or against themselves',
  },
  args,
  examples: [
    ['mimmx estimate --benchmark small --estimators ksg,ross', 'bias and spread of two estimators'],
    ['mimmx estimate --benchmark all --seeds 1', 'every estimator on every task (hours)'],
    ['mimmx estimate --benchmark staircase', 'the papers’ staircase, with its plot'],
    [
      'mimmx estimate --consistency mine,my-own --load ./my-own.js',
      'self-consistency, an estimator of yours too',
    ],
  ],
  async run({ args: given }) {
    if ((given.benchmark === undefined) === (given.consistency === undefined)) {
      throw new UsageError('Write either --benchmark NAME or --consistency ESTIMATOR[,…].');
    }
    return given.benchmark === undefined ? consistency(given) : benchmark(given.benchmark, given);
  },
});

const list = (value: unknown): string[] | undefined =>
  typeof value === 'string' ? value.split(',').map((name) => name.trim()) : undefined;

/** A whole number ≥ `least`, or nothing if it was not given. @throws UsageError */
function whole(name: string, given: Given, least = 1): number | undefined {
  const value = (given as Record<string, unknown>)[name];
  if (value === undefined) return undefined;
  const found = Number(value);
  if (Number.isInteger(found) && found >= least) return found;
  throw new UsageError(
    `--${name} ${value}: write a whole number from ${least}, e.g. --${name} ${Math.max(least, 5)}`,
  );
}

async function benchmark(name: string, given: Given): Promise<number> {
  const [seeds, n, steps, workers] = [
    whole('seeds', given, 0),
    whole('samples', given, 50),
    whole('steps', given),
    whole('workers', given),
  ];
  const protocol = Object.hasOwn(protocols, name);
  if (!protocol) tasksOf(name);
  const folder = typeof given.out === 'string' ? given.out : join('runs', `estimate-${name}`);
  const names = list(given.estimators);
  const plugins = list(given.load);
  quietTensorFlow();
  const interruption = listenForInterrupts();
  const progress = showJobs();
  const common = {
    folder,
    ...(names && { estimators: names }),
    ...(plugins && { plugins: { names: plugins, from: process.cwd() } }),
    ...(seeds !== undefined && { seeds }),
    ...(workers && { workers }),
    ...backendOf(given.backend),
    signal: interruption.signal,
    onProgress: progress.tell,
  };
  let report: BenchmarkReport;
  try {
    report = protocol
      ? await runProtocol({ ...common, protocol: name, ...(steps && { steps }) })
      : await runBenchmark({
          ...common,
          benchmark: name,
          ...(n && { n }),
          ...(name === 'mutinfo' && { n: n ?? 10_000, options: { ksg: { calibrate: 'never' } } }),
          ...(steps && { training: { steps } }),
        });
  } finally {
    progress.end();
    interruption.release();
  }
  const { rows, failures } = report;
  process.stdout.write(given.json ? `${JSON.stringify(rows, null, 1)}\n` : rowsTable(rows));
  for (const { key, message } of failures) log.warn(`${shortKey(key)}: ${message}`);
  log.info(`Rows, table and charts: ${folder}`);
  return interruption.status ?? (failures.length > 0 ? 1 : 0);
}

/** The module that worker threads take their backend from. */
function backendOf(name: unknown): { readonly backend?: BackendModule } {
  if (name === 'cpu') return {};
  if (name !== 'onnx') throw new UsageError(`--backend ${name}: threads compute with "onnx" or "cpu".`);
  const module = import.meta.resolve('@mimmx/backend-onnx');
  return { backend: { module, export: 'backend', options: { threads: 1 } } };
}

/** A bar on a terminal, a line every ten seconds elsewhere. */
function showJobs() {
  const left = new TimeLeft();
  const tty = process.stderr.isTTY === true;
  let shown = 0;
  return {
    tell(done: number, of: number, key: string) {
      const seconds = left.at('estimates', done, of - done);
      if (!tty && done < of && performance.now() - shown < 10_000) return;
      shown = performance.now();
      const rest = seconds === null ? '' : `${clock(seconds)} left`;
      const line = barLine(
        { job: shortKey(key).padEnd(36), step: done, updates: of, numbers: '', left: rest },
        (process.stderr.columns ?? 100) - 1,
      );
      if (tty) process.stderr.write(`\r\u001b[2K${line}`);
      else log.info(line);
    },
    end: () => void (tty && process.stderr.write('\r\u001b[2K')),
  };
}

/** `ksg on gaussian-1d-0.5 (seed 3)` from the key of an estimate or of a climb. */
function shortKey(key: string): string {
  const parts = JSON.parse(key) as [string | { label: string; task: string }, unknown, unknown, unknown];
  const [first] = parts;
  if (typeof first === 'string') return `${parts[1]} on ${first} (seed ${parts[3]})`;
  return `${first.label} on ${first.task} (seed ${parts[1]})`;
}

/** Bias, standard deviation, mean squared error and seconds of each estimator, task by task. */
function rowsTable(rows: readonly BenchmarkRow[]): string {
  const tasks = [...new Set(rows.map((row) => row.task))];
  const blocks = tasks.map((task) => {
    const own = rows.filter((row) => row.task === task);
    const column = (heading: string, cell: (row: BenchmarkRow) => string) => ({
      heading,
      cells: own.map(cell),
    });
    const number = (value: number | null) => (value === null ? '–' : value.toFixed(4));
    const heading = `${task}: ${own[0]?.truth.toFixed(3)} nats, ${own[0]?.n} samples`;
    const columns = [
      column('mean', (row) => number(row.mean)),
      column('bias', (row) => number(row.bias)),
      column('sd', (row) => number(row.sd)),
      column('MSE', (row) => number(row.mse)),
      column('seeds', (row) => String(row.seeds)),
      column('seconds', (row) => row.seconds.toFixed(1)),
    ];
    return renderTable(
      own.map((row) => row.estimator),
      [{ heading, columns }],
    );
  });
  return `${blocks.join('\n\n')}\n`;
}

async function consistency(given: Given): Promise<number> {
  const registry = await commandRegistry(list(given.load) ?? [], process.cwd());
  const known = new Map(
    registry
      .list('estimator')
      .map(({ definition }) => [definition.name, definition as AnyDefinition as EstimatorDefinition]),
  );
  const names = list(given.consistency) ?? [];
  const stranger = names.find((name) => !known.has(name));
  if (stranger !== undefined) {
    throw new MimmxError(
      'E_UNKNOWN_NAME',
      `Unknown estimator "${stranger}". ${suggest(stranger, [...known.keys()])}`,
    );
  }
  const [rows, steps] = [whole('samples', given, 50), whole('steps', given)];
  const { backend } = await setUpBackend(registry, String(given.backend));
  const found: (SelfConsistency & { readonly estimator: string })[] = [];
  for (const [i, name] of names.entries()) {
    log.info(`${i + 1}/${names.length} ${name}`);
    const options = { estimator: known.get(name) ?? name, backend, ...(steps && { steps }) };
    found.push({ estimator: name, ...(await selfConsistency(options, rows)) });
  }
  const column = (heading: string, cell: (row: (typeof found)[number]) => string) => ({
    heading,
    cells: found.map(cell),
  });
  const columns = [
    column('independence (0)', (row) => row.independence.toFixed(3)),
    column('data processing (1)', (row) => row.dataProcessing.toFixed(3)),
    column('additivity (2)', (row) => row.additivity.toFixed(3)),
    column('y', (row) => row.y),
  ];
  const table = renderTable(names, [{ heading: 'Self-consistency (what a sound estimator has)', columns }]);
  process.stdout.write(given.json ? `${JSON.stringify(found, null, 1)}\n` : `${table}\n`);
  return 0;
}
