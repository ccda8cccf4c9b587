import { MimmxError, suggest } from '@mimmx/core/contracts';
import type { ExperimentConfig } from '../config.ts';
import { canonical } from './canonical.ts';
import { hashText } from './hash-text.ts';
import type { Trial, TrialSpec } from './trial.ts';

/** What of a training's settings says only how often it is looked at or saved. */
const CADENCE = ['checkpointEvery', 'checkpointMinutes'] as const;

/** Text of each part of the spec that was last named: the trials of one config share all of them but the method. */
const last = new Map<string, { readonly part: unknown; readonly text: string }>();

/** The part of a spec as it counts. */
function textOf(name: string, part: unknown): string {
  const known = last.get(name);
  if (known && known.part === part && typeof part === 'object') return known.text;
  const counts =
    name === 'training'
      ? Object.fromEntries(
          Object.entries(part as TrialSpec['training']).filter(([key]) => !CADENCE.includes(key as never)),
        )
      : part;
  const text = canonical(counts);
  last.set(name, { part, text });
  return text;
}

/**
 * The name of what is to be trained: 32 hexadecimal digits of the SHA-256 of the canonical JSON of the spec. Cadence does
 * not count. The parts of a spec must not change once it was named.
 */
export function trialId(spec: TrialSpec): string {
  const parts = spec as unknown as Readonly<Record<string, unknown>>;
  const text = Object.keys(parts)
    .filter((key) => parts[key] !== undefined)
    .sort()
    .map((key) => `"${key}":${textOf(key, parts[key])}`)
    .join(',');
  return hashText(`{${text}}`);
}

/** A trial of a spec. */
export const trialOf = (spec: TrialSpec, tags: Trial['tags']): Trial => ({
  id: trialId(spec),
  ...spec,
  tags,
});

/**
 * Every training that a config asks for, seed by seed, methods in the order in which they can be begun: one that starts
 * `from` another comes after it.
 *
 * @throws E_FROM if a method starts from one that the config does not have, or from itself in the end
 */
export function trialsOf(config: ExperimentConfig): Trial[] {
  const { dataset, data, encoder, network, training, evaluation } = config;
  return config.seeds.flatMap((seed) => {
    const made = new Map<string, Trial>();
    const make = (name: string, asked: readonly string[]): Trial => {
      const known = made.get(name);
      if (known) return known;
      const { method = name, options, from } = config.methods[name]!;
      if (from !== undefined) requireSource(name, from, asked, Object.keys(config.methods));
      const start = from === undefined ? {} : { from: make(from, [...asked, name]).id };
      const trial = trialOf(
        {
          dataset,
          data,
          encoder,
          network,
          method: { name: method, options },
          training,
          evaluation,
          seed,
          ...start,
        },
        { method: name, seed },
      );
      made.set(name, trial);
      return trial;
    };
    for (const name of Object.keys(config.methods)) make(name, []);
    return [...made.values()];
  });
}

function requireSource(name: string, from: string, asked: readonly string[], known: readonly string[]): void {
  if (from === name || asked.includes(from)) {
    throw new MimmxError(
      'E_FROM',
      `methods.${name}.from: "${from}" starts from "${name}" itself in the end. Break the circle.`,
    );
  }
  if (!known.includes(from)) {
    throw new MimmxError(
      'E_FROM',
      `methods.${name}.from: there is no method "${from}" in this config. ${suggest(from, known)}`,
    );
  }
}
