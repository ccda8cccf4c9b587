import { MimmxError } from '@mimmx/core/contracts';
import type { TrialResult, TrialState, TrialStore } from '../../trial/store.ts';
import type { Planned } from './plan-folder.ts';

/** A cell of the tables that has no number, and why. */
export interface MissingCell {
  readonly id: string;
  readonly tags: Planned['tags'];
  /** `waiting`, `running on HOST`, or why it failed. */
  readonly why: string;
}

/** What a sweep has come to. Predictions stay where they are. */
export interface Collected {
  /** In the order of the plan. */
  readonly results: readonly Omit<TrialResult, 'predictions' | 'features'>[];
  readonly missing: readonly MissingCell[];
  /** What was taken together knowingly, in sentences. */
  readonly notes: readonly string[];
}

/**
 * Reads the results of finished trials.
 *
 * @param options `mix` takes results of different versions or data together, and notes it; `dataOf` tells lines apart
 *   that are about different data sets
 * @throws E_SWEEP_MIXED unless all were made with the same versions, and those of a data set from the same data
 */
export async function collectResults(
  planned: readonly Planned[],
  states: ReadonlyMap<string, TrialState>,
  store: Pick<TrialStore, 'result'>,
  {
    mix = false,
    dataOf = () => '',
  }: { readonly mix?: boolean; readonly dataOf?: (line: Planned) => string } = {},
): Promise<Collected> {
  const results: Collected['results'][number][] = [];
  const missing: MissingCell[] = [];
  const data = new Map<string, (string | undefined)[]>();
  for (const line of planned) {
    const { id, tags } = line;
    const state = states.get(id) ?? { kind: 'waiting' as const };
    const result = state.kind === 'done' ? await store.result(id) : null;
    if (result) {
      const { predictions: _, features: _features, ...rest } = result;
      results.push({ ...rest, tags });
      const key = dataOf(line);
      const own = data.get(key);
      if (own) own.push(rest.provenance?.data);
      else data.set(key, [rest.provenance?.data]);
    } else missing.push({ id, tags, why: whyOf(state) });
  }
  const notes = differences(results, [...data.values()]);
  if (notes.length > 0 && !mix) {
    throw new MimmxError(
      'E_SWEEP_MIXED',
      `${notes.join('; ')}. Numbers of different origin do not belong into one table: train one part again, or take them together knowingly with --mix.`,
    );
  }
  return { results, missing, notes };
}

const whyOf = (state: TrialState): string => {
  if (state.kind === 'running') return `running on ${state.holder.host}`;
  if (state.kind === 'failed') return `failed: ${state.message}`;
  return 'waiting';
};

/** In what the origins of results differ, as sentences. */
function differences(
  results: Collected['results'],
  data: readonly (readonly (string | undefined)[])[],
): string[] {
  const notes: string[] = [];
  const origins = results.map(({ provenance }) => provenance);
  const spread = (what: string, values: readonly (string | null | undefined)[]) => {
    const counts = new Map<string, number>();
    for (const value of values) counts.set(value ?? 'unknown', (counts.get(value ?? 'unknown') ?? 0) + 1);
    if (counts.size > 1) {
      notes.push(
        `${what}: ${[...counts].map(([value, n]) => `${n} trials with ${value.slice(0, 16)}`).join(', ')}`,
      );
    }
  };
  const names = new Set(origins.flatMap((one) => Object.keys(one?.versions ?? {})));
  for (const name of names)
    spread(
      name,
      origins.map((one) => one?.versions[name]),
    );
  spread(
    'backend',
    origins.map((one) => one?.backend ?? undefined),
  );
  for (const one of data) spread('data', one);
  return notes;
}
