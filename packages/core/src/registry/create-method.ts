import type {
  Backend,
  Choice,
  Method,
  MethodContext,
  MethodData,
  NetworkShape,
  OptimiserSettings,
  Task,
} from '../contracts/index.ts';
import type { Random } from '../tensor/random.ts';
import type { SavedTensor } from '../tensor/snapshot.ts';
import type { Registry } from './registry.ts';

/** What a method is made of: itself, and the encoder, shape and optimiser that it shares with the others of a run. */
export interface MethodChoice {
  readonly method: Choice;
  readonly encoder: Choice;
  readonly network: NetworkShape;
  readonly optimiser: OptimiserSettings;
}

/** What a method is made for. */
export interface MethodSetting {
  readonly registry: Registry;
  readonly backend: Pick<Backend, 'compile'>;
  readonly task: Task;
  /** Shape of one image. */
  readonly inputShape: readonly number[];
  readonly data: MethodData;
  /** The stream that first weights and everything later are drawn from. */
  readonly random: Random;
  readonly start?: Readonly<Record<string, SavedTensor>>;
  /** Folder that paths in the encoder's options start from. */
  readonly root?: string;
  /** Whether all weights are put in place afterwards. */
  readonly restored?: boolean;
}

/**
 * Makes a method, with parts from the registry.
 *
 * @throws E_UNKNOWN_NAME, E_OPTION, and what the method refuses
 *
 * @example
 * const method = createMethod(
 *   { method: { name: 'erm' }, encoder: { name: 'small-cnn' }, network, optimiser },
 *   { registry, backend, task, inputShape: [28, 28, 1], data, random: new Random(1) },
 * );
 */
export function createMethod(choice: MethodChoice, setting: MethodSetting): Method {
  const { registry, random, root, restored, ...rest } = setting;
  const where = { ...(root !== undefined && { root }), ...(restored !== undefined && { restored }) };
  // Encoders are seeded before anything else is drawn, so that all methods of a seed start from the same encoder.
  const encoderRandom = random.fork();
  const context: MethodContext = {
    ...rest,
    optimiser: choice.optimiser,
    network: choice.network,
    random,
    parts: {
      encoder: (width, { choice: { name, options } = choice.encoder, primaryWidth = width } = {}) =>
        registry.create(
          'encoder',
          name,
          { inputShape: setting.inputShape, width, primaryWidth, random: encoderRandom, ...where },
          options,
        ),
      estimator: ({ name, options }, x, y, rows) => ({
        definition: registry.get('estimator', name),
        estimator: registry.create(
          'estimator',
          name,
          { x, y, random, ...(rows !== undefined && { rows }) },
          options,
        ),
      }),
      weighter: ({ name, options }, sides) =>
        registry.create('weighter', name, { ...sides, random }, options),
      caution: (kind, name) => registry.get(kind, name).caution,
      balancer({ name, options }, terms) {
        const { granularity } = registry.get('balancer', name);
        return registry.create('balancer', name, { terms: terms(granularity), random }, options);
      },
    },
  };
  return registry.create('method', choice.method.name, context, choice.method.options);
}
