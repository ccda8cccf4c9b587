import type { Backend, Choice, Method, MethodContext, OptimiserSettings, Task } from '../contracts/index.ts';
import type { Random } from '../tensor/random.ts';
import type { Registry } from './registry.ts';

/** What a method is made of: itself, the encoder and the optimiser that it shares with the others of a run. */
export interface MethodChoice {
  readonly method: Choice;
  readonly encoder: Choice;
  readonly optimiser: OptimiserSettings;
}

/** What a method is made for. */
export interface MethodSetting {
  readonly registry: Registry;
  readonly backend: Pick<Backend, 'compile'>;
  readonly task: Task;
  /** Shape of one image. */
  readonly inputShape: readonly number[];
  /** The stream that first weights and everything later are drawn from. */
  readonly random: Random;
}

/**
 * Makes a method, with a workshop that makes its parts from the registry.
 *
 * @throws E_UNKNOWN_NAME, E_OPTION, and what the method refuses
 *
 * @example
 * const method = createMethod(
 *   { method: { name: 'erm' }, encoder: { name: 'small-cnn' }, optimiser },
 *   { registry, backend, task, inputShape: [28, 28, 1], random: new Random(1) },
 * );
 */
export function createMethod(choice: MethodChoice, setting: MethodSetting): Method {
  const { registry, backend, task, inputShape, random } = setting;
  // Encoders are seeded before anything else is drawn, so that all methods of a seed start from the same encoder.
  const encoderRandom = random.fork();
  const context: MethodContext = {
    task,
    inputShape,
    optimiser: choice.optimiser,
    backend,
    random,
    workshop: {
      encoder: (width) =>
        registry.create(
          'encoder',
          choice.encoder.name,
          { inputShape, width, random: encoderRandom },
          choice.encoder.options,
        ),
      estimator: ({ name, options }, x, y) => ({
        definition: registry.get('estimator', name),
        estimator: registry.create('estimator', name, { x, y, random }, options),
      }),
      weighter: ({ name, options }, sides) =>
        registry.create('weighter', name, { ...sides, random }, options),
      balancer({ name, options }, terms) {
        const { granularity } = registry.get('balancer', name);
        return registry.create('balancer', name, { terms: terms(granularity), random }, options);
      },
    },
  };
  return registry.create('method', choice.method.name, context, choice.method.options);
}
