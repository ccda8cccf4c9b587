import { join } from 'node:path';
import {
  type BackendModule,
  type BenchmarkReport,
  protocols,
  runBenchmark,
  runProtocol,
  tasksOf,
} from '@mimmx/bench';
import { type Given, list, whole } from '../given.ts';
import { log } from '../log.ts';
import { print, printJson } from '../print.ts';
import { quietTensorFlow } from '../run/engine.ts';
import { prepareInterrupts } from '../run/interrupt.ts';
import { UsageError } from '../usage-error.ts';
import { showJobs } from './progress.ts';
import { rowsTable } from './rows-table.ts';

/** Runs a benchmark or a paper's protocol, prints its rows, and leaves them with charts in a folder. */
export async function benchmark(name: string, given: Given): Promise<number> {
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
  const interruption = prepareInterrupts();
  interruption.listen();
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
  if (given.json) printJson(rows, 1);
  else print(rowsTable(rows));
  for (const { name: which, message } of failures) log.warn(`${which}: ${message}`);
  log.info(`Rows, table and charts: ${folder}`);
  return interruption.status ?? (failures.length > 0 ? 1 : 0);
}

/** The module that processes take their backend from. */
function backendOf(name: unknown): { readonly backend?: BackendModule } {
  if (name === 'cpu') return {};
  if (name !== 'onnx') throw new UsageError(`--backend ${name}: processes compute with "onnx" or "cpu".`);
  const module = import.meta.resolve('@mimmx/backend-onnx');
  return { backend: { module, export: 'backend', options: { threads: 1 } } };
}
