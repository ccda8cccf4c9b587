import { MimmxError, type Task } from '@mimmx/core';
import type { Summary } from '../record.ts';
import type { ComparedRun, RunComparison, RunDifference, Unmatched } from './comparison.ts';
import { methodDifferences } from './method-differences.ts';
import { decided, settingDifferences } from './settings.ts';

const MOST_REPLICATES = 1000;

/**
 * Compares finished runs: how they were made, and how their methods differ on the same test patients.
 *
 * Methods are held against those of the same name in the first run; where both have one only, against each other.
 *
 * @throws E_NOT_COMPARABLE if there are fewer than two, or they do not predict the same thing
 *
 * @example
 * const { differences } = compareRuns([{ label: 'a', ...(await readRun('runs/a')) }, { label: 'b', ...(await readRun('runs/b')) }]);
 */
export function compareRuns(runs: readonly ComparedRun[]): RunComparison {
  const [first, ...others] = runs;
  if (!first || others.length === 0)
    throw new MimmxError('E_NOT_COMPARABLE', 'One run cannot be compared. Give two or more.');
  for (const other of others) requireSameTarget(first, other);
  const { bootstrap, level } = judged(first.config);
  const differences: RunDifference[] = [];
  const unmatched: Unmatched[] = [];
  others.forEach((other, i) => {
    const matches = matchMethods(first.summary, other.summary);
    for (const [method, name] of matches)
      differences.push(...methodDifferences(first, other, i + 1, method, name, { bootstrap, level }));
    const lone = Object.keys(other.summary.methods).filter(
      (name) => !matches.some(([, own]) => own === name),
    );
    const missing = Object.keys(first.summary.methods).filter(
      (name) => !matches.some(([own]) => own === name),
    );
    if (lone.length + missing.length > 0) unmatched.push({ run: i + 1, methods: lone, missing });
  });
  return {
    runs,
    settings: settingDifferences(runs.map(({ config, summary }) => decided(config, summary))),
    surroundings: settingDifferences(
      runs.map(({ environment: { versions, backend, platform, cpu }, data }) => ({
        ...(data && { 'fingerprint of the data': data.slice(0, 12) }),
        versions,
        backend,
        platform,
        cpu,
      })),
    ),
    differences,
    unmatched,
    level,
  };
}

function requireSameTarget(a: ComparedRun, b: ComparedRun): void {
  const told = ({ y }: Task) => (y.kind === 'continuous' ? `a number` : y.labels.join(' | '));
  const [own, theirs] = [a.summary.task, b.summary.task];
  if (own.y.name === theirs.y.name && told(own) === told(theirs)) return;
  throw new MimmxError(
    'E_NOT_COMPARABLE',
    `${a.label} predicts ${own.y.name} (${told(own)}), ${b.label} ${theirs.y.name} (${told(theirs)}). Compare runs that predict the same.`,
  );
}

function judged(config: unknown): { bootstrap: number; level: number } {
  const { bootstrap, level } = ((config as { evaluation?: Record<string, unknown> })?.evaluation ??
    {}) as Record<string, unknown>;
  return {
    bootstrap: typeof bootstrap === 'number' ? Math.min(bootstrap, MOST_REPLICATES) : MOST_REPLICATES,
    level: typeof level === 'number' ? level : 0.95,
  };
}

/** Which method is held against which: same names, or the only ones. */
function matchMethods(a: Summary, b: Summary): [string, string][] {
  const [own, theirs] = [Object.keys(a.methods), Object.keys(b.methods)];
  const shared = own.filter((name) => theirs.includes(name)).map((name): [string, string] => [name, name]);
  return shared.length === 0 && own.length === 1 && theirs.length === 1 ? [[own[0]!, theirs[0]!]] : shared;
}
