import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Registry } from '@mimmx/core';
import type { KeptTrials } from '@mimmx/experiment';
import { type BenchCell, cellsOf } from './cells.ts';
import { type BenchCost, costOf } from './cost.ts';
import type { MethodProtocol, ProtocolContext } from './protocol.ts';
import type { BenchOutcome } from './run.ts';
import { type SearchSummary, selectDraws } from './selected.ts';
import { type Statistics, statisticsOf } from './statistics.ts';

/** Everything that a bench came to: what tables, files and the page are made of. */
export interface BenchSummary {
  readonly protocol: string;
  /** Of the sources; with `+` if there were changes that are not committed; null where there is no repository. */
  readonly commit: string | null;
  readonly command: string;
  readonly title: string;
  readonly question: string;
  readonly selection: string;
  readonly deviations: readonly string[];
  readonly measures: readonly { readonly name: string; readonly better: string; readonly unit: string }[];
  readonly settings: readonly string[];
  readonly rows: readonly BenchCell[];
  /** Options with which the selected trainings of each row were made, as resolved by the method. */
  readonly options: readonly {
    readonly method: string;
    readonly setting: string;
    readonly plugin: string;
    readonly settings: Readonly<Record<string, unknown>>;
  }[];
  readonly costs: readonly BenchCost[];
  readonly search: readonly SearchSummary[];
  readonly statistics: Statistics;
  /** Trainings that are asked for and not done. */
  readonly left: number;
}

/** A protocol by name. @throws E_UNKNOWN_NAME with the nearest, and what the protocol refuses */
export const createProtocol = (
  registry: Registry,
  name: string,
  context: ProtocolContext = {},
): MethodProtocol => registry.create('protocol', name as never, context, {} as never) as MethodProtocol;

/** Sums up a bench. */
export async function summariseBench(
  protocol: MethodProtocol,
  outcomes: readonly BenchOutcome[],
  {
    name,
    command,
    store,
  }: { readonly name: string; readonly command: string; readonly store: Pick<KeptTrials, 'weights'> },
): Promise<BenchSummary> {
  const { groups, search } = selectDraws(protocol, outcomes);
  const rows = groups.flatMap((group) => cellsOf(protocol, group));
  const costs: BenchCost[] = [];
  for (const group of groups) {
    const cost = await costOf(group, store);
    if (cost) costs.push(cost);
  }
  return {
    protocol: name,
    commit: await commitOf(),
    command,
    title: protocol.title,
    question: protocol.question,
    selection: protocol.selection,
    deviations: protocol.deviations,
    measures: protocol.measures.map(({ name: measure, better, unit }) => ({ name: measure, better, unit })),
    settings: [...new Set(groups.map(({ setting }) => setting))],
    rows,
    options: groups.flatMap(({ row, setting, outcomes: own }) => {
      const done = own.find(({ result }) => result)?.result;
      return done ? [{ method: row, setting, plugin: done.plugin, settings: done.settings }] : [];
    }),
    costs,
    search,
    statistics: statisticsOf(protocol, rows, groups),
    left: outcomes.filter(({ result, failure }) => !result && failure === undefined).length,
  };
}

/** The commit of the sources that run, if they are a repository's and no installed package. */
async function commitOf(): Promise<string | null> {
  const cwd = import.meta.dirname;
  if (/[\\/]node_modules[\\/]/.test(cwd)) return null;
  const git = async (...args: string[]) => (await promisify(execFile)('git', args, { cwd })).stdout.trim();
  try {
    const commit = await git('rev-parse', 'HEAD');
    return `${commit}${(await git('status', '--porcelain', '--untracked-files=no')) === '' ? '' : '+'}`;
  } catch {
    return null;
  }
}
