import type { Method, NetworkShape, Registry, SetRole, Task } from '@mimmx/core';
import { runShape, validate } from '@mimmx/core';
import type { ResolvedChoice } from '@mimmx/core/contracts';
import { z } from 'zod';
import type { ExperimentConfig } from '../config.ts';
import type { Summary } from '../record.ts';
import type { TrialData } from '../trial/data-pool.ts';
import type { Trial } from '../trial/trial.ts';
import { type Witness, witnessOf } from './witness.ts';

/** What was asked for, completed with every default: what a training was really made of. */
export interface ResolvedParts {
  readonly dataset: ResolvedChoice;
  readonly encoder: ResolvedChoice;
  readonly method: ResolvedChoice;
  readonly network: NetworkShape;
}

/** What a trained model has to say of itself to be made again without its data. Lies beside its weights. */
export interface ModelCard {
  readonly format: 1;
  /** With the mean and sd of the training set. */
  readonly task: Task;
  /** Shape of one image. */
  readonly inputShape: readonly number[];
  /** Samples of the sets that the method may have looked at. */
  readonly sets: Readonly<Partial<Record<SetRole, number>>>;
  readonly resolved: ResolvedParts;
  /** What it answers to two images of noise, so that a model that was put together wrongly is found out. */
  readonly witness: Witness;
}

const choice = z.object({ name: z.string(), options: z.record(z.string(), z.unknown()) });
const factor = z.looseObject({ name: z.string(), kind: z.enum(['categorical', 'continuous']) });

// The parts are checked by the registry when the model is made; here it has to be a card.
const cardSchema = z.object({
  format: z.literal(1),
  task: z.object({ y: factor, z: z.array(factor) }),
  inputShape: z.array(z.number().int().positive()).min(1).max(6),
  sets: z.partialRecord(z.enum(['train', 'validation', 'balanced']), z.number().int().nonnegative()),
  resolved: z.looseObject({ dataset: choice, encoder: choice, method: choice }),
  witness: z.object({ prediction: z.array(z.number()), features: z.array(z.number()) }),
});

/** The card among what was kept with the weights; null if there is none (older versions wrote none). */
export function readCard(state: unknown): ModelCard | null {
  const checked = cardSchema.safeParse((state as { readonly model?: unknown } | null)?.model);
  return checked.success ? (checked.data as unknown as ModelCard) : null;
}

/** Options of a plugin as it got them. Those that are no plain data (a schema may make anything of them) stay as given. */
function complete(registry: Registry, kind: 'dataset' | 'encoder' | 'method', given: ResolvedChoice) {
  const { options } = registry.get(kind, given.name);
  const whole = validate(options, given.options, `${kind} "${given.name}"`) as Record<string, unknown>;
  const plain = JSON.parse(JSON.stringify(whole ?? {})) as Record<string, unknown>;
  return { name: given.name, options: { ...given.options, ...plain } };
}

/** The parts of a trial with every default filled in. */
export function resolvedParts(
  registry: Registry,
  { dataset, encoder, method, network }: Pick<Trial, 'dataset' | 'encoder' | 'method' | 'network'>,
  task: Task,
): ResolvedParts {
  return {
    dataset: complete(registry, 'dataset', dataset),
    encoder: complete(registry, 'encoder', encoder),
    method: complete(registry, 'method', method),
    network: runShape(network, task.y),
  };
}

/** The card of a method that has just been trained. */
export async function cardOf(
  method: Pick<Method, 'read'>,
  trial: Trial,
  { images, prepared }: TrialData,
  registry: Registry,
): Promise<ModelCard> {
  const { task, splits } = prepared;
  const { needs } = registry.get('method', trial.method.name);
  const about = { task, inputShape: images.shape };
  return {
    format: 1,
    ...about,
    sets: {
      train: splits.train.rows.length,
      ...(splits.validation ? { validation: splits.validation.rows.length } : {}),
      ...(needs.sets?.includes('balanced') ? { balanced: prepared.balancedTrain().rows.length } : {}),
    },
    resolved: resolvedParts(registry, trial, task),
    witness: await witnessOf(method, about),
  };
}

/** The parts of every method of a config, for the summary of its run. */
export function resolvedConfig(
  registry: Registry,
  { dataset, encoder, network, methods }: ExperimentConfig,
  task: Task,
): NonNullable<Summary['resolved']> {
  const parts = Object.entries(methods).map(([name, { method = name, options }]) => {
    const own = { dataset, encoder, network, method: { name: method, options } };
    return [name, resolvedParts(registry, own, task)] as const;
  });
  const [, first] = parts[0]!;
  return {
    dataset: first.dataset,
    encoder: first.encoder,
    network: first.network,
    methods: Object.fromEntries(parts.map(([name, { method }]) => [name, method])),
  };
}
