import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type BenchOutcome,
  type BenchTrial,
  benchTrials,
  collectBench,
  createProtocol,
  type MethodProtocol,
  oneDataset,
  retryFailed,
  runBench,
  searchDraws,
  summariseBench,
  terminalTable,
  writeBench,
} from '@mimmx/bench';
import { isMimmxError, MimmxError, type Registry } from '@mimmx/core';
import type { ExperimentInput } from '@mimmx/experiment';
import { folderTrials, trialIds } from '@mimmx/experiment/node';
import { isServing } from '@mimmx/runners';
import { serveTrials, thisProgram, workInProcesses } from '@mimmx/runners/trials';
import { command, commonArgs } from '../command.ts';
import { type LoadedConfig, loadConfig } from '../config/load-config.ts';
import { list, whole } from '../given.ts';
import { log } from '../log.ts';
import { showProgress } from '../progress/index.ts';
import { setUpBackend } from '../run/engine.ts';
import { listenForInterrupts } from '../run/interrupt.ts';
import { requireOwnPlace } from '../run/own-place.ts';
import { commandRegistry } from '../run/registry.ts';
import { settleThreads } from '../run/threads.ts';
import { UsageError } from '../usage-error.ts';

const args = {
  protocol: {
    type: 'positional',
    required: true,
    description: 'Name of a protocol; "mimmx plugins protocol" lists them',
  },
  methods: {
    type: 'string',
    valueHint: 'a,b',
    description: 'Only these rows (default: all of the protocol)',
  },
  settings: { type: 'string', valueHint: 'a;b', description: 'Only these settings of the data, by name' },
  seeds: { type: 'string', valueHint: '0,1,2', description: 'Seeds (default: as many as were published)' },
  updates: {
    type: 'string',
    valueHint: 'n',
    description: 'A smaller budget than the published; its cells are marked',
  },
  search: {
    type: 'string',
    valueHint: 'n',
    description: 'Settings of the options of each method: its defaults and n − 1 that are drawn',
  },
  jobs: { type: 'string', valueHint: 'n', description: 'Trainings at a time (default: 1)' },
  config: {
    type: 'string',
    valueHint: 'file',
    description: 'Data, encoder and plugins of your own, for medfair, subpopbench and berens',
  },
  out: {
    type: 'string',
    valueHint: 'folder',
    description: 'Folder of the bench (default: runs/bench-PROTOCOL); a stopped one goes on there',
  },
  retry: { type: 'boolean', description: 'Try failed trainings again' },
  collect: { type: 'boolean', description: 'Train nothing: tables of what is there' },
  backend: { type: 'string', valueHint: 'name', description: 'Compute backend (mimmx doctor lists them)' },
  load: { type: 'string', valueHint: 'a,b', description: 'Plugin packages of this project to load as well' },
  ...commonArgs,
} as const;

/** Arguments as a shell takes them: names of settings have spaces and signs. */
export const asTyped = (args: readonly string[]): string =>
  args
    .map((text) => (/^[\w.,:=/@+-]+$/.test(text) ? text : `"${text.replace(/["\\$`]/g, '\\$&')}"`))
    .join(' ');

/** Compares methods on a published protocol. */
export default command({
  args,
  examples: [
    ['mimmx bench lff-colored-mnist --methods erm,lff,mimm-x', 'three rows, as published (hours)'],
    ['mimmx bench multi-color-mnist --updates 1000 --seeds 0', 'everything once, at a marked budget'],
    ['mimmx bench digits --search 8 --jobs 2', 'eight settings of each method, two at a time'],
    ['mimmx bench medfair --config my.config.ts', 'your data, by the rules of a published comparison'],
  ],
  async run({ args: given, rawArgs }) {
    const loaded = given.config === undefined ? null : await loadConfig(given.config);
    const registry = await registryFor(loaded, list(given.load) ?? []);
    const protocol = protocolOf(registry, given.protocol, loaded);
    const updates = whole('updates', given);
    const search = whole('search', given);
    const jobs = whole('jobs', given) ?? 1;
    const seeds = seedsOf(given.seeds, protocol.seeds);
    const trials = benchTrials(protocol, {
      rows: rowsOf(given.methods, Object.keys(protocol.rows)),
      settings: given.settings?.split(';').map((name) => name.trim()),
      seeds,
      updates,
      ...(search ? { draws: (row) => searchDraws(registry, row, search) } : {}),
    });
    checkBudget(trials, updates);
    // Before there is a folder of it.
    if (given.backend !== undefined) registry.get('backend', given.backend);
    const out = given.out ?? join('runs', `bench-${given.protocol}`);
    await requireOwnPlace(out, { kind: 'bench', protocol: given.protocol });
    if (!given.collect) await make(out);
    const store = folderTrials(out);
    const outcomes = given.collect
      ? await collect(trials, out, store)
      : await train(trials, { registry, store, jobs, rawArgs, root: loaded?.folder ?? process.cwd(), given });
    if (typeof outcomes === 'number') return outcomes;
    const command = `mimmx bench ${asTyped(rawArgs.filter((text) => !['--retry', '--collect'].includes(text)))}`;
    const summary = await summariseBench(protocol, outcomes, { name: given.protocol, command, store });
    const files = await writeBench(out, summary);
    process.stdout.write(`\n${terminalTable(summary)}\n`);
    for (const file of files) log.info(file);
    return outcomes.some(({ failure }) => failure !== undefined) ? 1 : 0;
  },
});

/** @throws UsageError if there is a config, and the protocol never looks at it */
function protocolOf(registry: Registry, name: string, loaded: LoadedConfig | null): MethodProtocol {
  if (!loaded) return createProtocol(registry, name);
  let looked = false;
  const protocol = createProtocol(registry, name, {
    get config() {
      looked = true;
      return loaded.config as unknown as ExperimentInput;
    },
  });
  if (looked) return protocol;
  throw new UsageError(
    `--config: "${name}" has data of its own, and takes no config. Leave it out; name plugins with --load.`,
  );
}

/** @throws UsageError if the budget is larger than every training's own */
function checkBudget(trials: readonly BenchTrial[], updates: number | undefined): void {
  if (updates === undefined) return;
  const own = trials.map(({ fullUpdates }) => fullUpdates);
  const most = Math.max(...own);
  if (updates > most) {
    throw new UsageError(
      `--updates ${updates}: the protocol trains for ${most}, and a budget can only be smaller. Leave it out; where the data are yours, training.updates of the config says how long.`,
    );
  }
  const fewer = own.filter((full) => full < updates).length;
  if (fewer > 0)
    log.info(`--updates ${updates}: ${fewer} of ${own.length} trainings have fewer by the protocol`);
}

async function make(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((cause) => {
    throw new MimmxError('E_STORAGE', `${folder} cannot be made: ${(cause as Error).message}`, { cause });
  });
}

/** @throws UsageError if nothing that is asked for is there: tables of nothing would replace those that are */
async function collect(
  trials: readonly BenchTrial[],
  out: string,
  store: ReturnType<typeof folderTrials>,
): Promise<readonly BenchOutcome[]> {
  const outcomes = await collectBench(trials, store);
  if (outcomes.some(({ result, failure }) => result || failure !== undefined)) return outcomes;
  const count = (await trialIds(out)).length;
  throw new UsageError(
    count === 0
      ? `--collect: ${out} has no trainings. Name the folder of a bench with --out.`
      : `--collect: ${out} has ${count} ${count === 1 ? 'training' : 'trainings'}, but none of those that are asked for. Give the --updates, --seeds, --methods, --settings, --search and --config that it was trained with.`,
  );
}

/** What `--load` and the config name. A config that is a program may load what it names, as it is run itself. */
async function registryFor(loaded: LoadedConfig | null, load: readonly string[]): Promise<Registry> {
  const named = loaded?.config.plugins;
  const plugins = Array.isArray(named) ? named.filter((name) => typeof name === 'string') : [];
  const names = [...new Set([...load, ...plugins])];
  return commandRegistry(names, loaded?.folder ?? process.cwd(), {
    source: loaded ? 'The config' : '--load',
    allowed: loaded?.program ? names : load,
  });
}

interface Work {
  readonly registry: Registry;
  readonly store: ReturnType<typeof folderTrials>;
  readonly jobs: number;
  readonly rawArgs: readonly string[];
  readonly root: string;
  readonly given: { readonly backend?: string | undefined; readonly retry?: boolean | undefined };
}

/** @returns what came out; an exit status if it was interrupted, or in a process that trains for another */
async function train(
  trials: readonly BenchTrial[],
  { registry, store, jobs, rawArgs, root, given }: Work,
): Promise<readonly BenchOutcome[] | number> {
  const list = trials.map(({ trial }) => trial);
  settleThreads(list.length);
  if (isServing()) {
    const { backend } = await setUpBackend(registry, given.backend);
    const data = oneDataset(registry, root);
    return serveTrials(list, { registry, backend, store, data }, { dataFirst: true }).finally(data.close);
  }
  const interruption = listenForInterrupts();
  const { signal } = interruption;
  const { onProgress, end } = showProgress();
  try {
    if (given.retry) {
      const again = await retryFailed(trials, store);
      if (again > 0) log.info(`${again} failed trainings are tried again`);
    }
    if (jobs > 1) {
      const command = [...thisProgram(), 'bench', ...rawArgs.filter((text) => text !== '--retry')];
      const program = { jobs, command, say: (line: string) => log.info(line) };
      await workInProcesses(program, list, { store, onProgress, signal });
    }
    const { backend } = await setUpBackend(registry, given.backend);
    let done = 0;
    return await runBench(trials, {
      registry,
      backend,
      store,
      root,
      signal,
      wait: true,
      onProgress(event) {
        if (event.kind === 'finished') onProgress({ kind: 'trials', total: trials.length, done: ++done });
        onProgress(event);
      },
    });
  } catch (error) {
    if (interruption.status === null || !isMimmxError(error, 'E_INTERRUPTED')) throw error;
    process.stderr.write(`${error.message}\nThe same command goes on.\n`);
    return interruption.status;
  } finally {
    end();
    interruption.release();
  }
}

/** Names with commas between, some of which have a comma and a space themselves: the longest name of a row that fits is taken. */
export function rowsOf(text: string | undefined, known: readonly string[]): readonly string[] | undefined {
  const parts = text?.split(',').filter((part) => part.trim() !== '');
  if (!parts) return undefined;
  const rows: string[] = [];
  for (let from = 0; from < parts.length; ) {
    const named = (to: number) => parts.slice(from, to).join(',').trim();
    let to = parts.length;
    while (to > from + 1 && !known.includes(named(to))) to--;
    rows.push(named(to));
    from = to;
  }
  return rows;
}

/** @throws UsageError */
function seedsOf(text: string | undefined, published: number): readonly number[] {
  if (text === undefined) return Array.from({ length: published }, (_, seed) => seed);
  const seeds = text.split(',').map(Number);
  if (seeds.every((seed) => Number.isInteger(seed) && seed >= 0)) return [...new Set(seeds)];
  throw new UsageError(`--seeds ${text}: write whole numbers with commas between, e.g. --seeds 0,1,2`);
}
