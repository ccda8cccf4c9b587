import type { Method, MethodDefinition, Plugin } from '@mimmx/core';
import { type Backend, createMethod, createRegistry, defineEncoder, definePlugin } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { nodePlugin } from '@mimmx/experiment/node';
import { z } from 'zod';
import { type Given, given, slope, type Weights } from './by-hand.ts';
import { type Labels, Script, TEN, taskOf, tenRows } from './ten-rows.ts';

/** What a method must do on ten rows, worked out another way. */
export interface Reference {
  readonly method: string;
  /** What this one is about, if there are several of a method. */
  readonly about?: string;
  readonly options?: Record<string, unknown>;
  readonly labels?: Labels;
  /** Rows of the batch of each update; all ten, once, if absent. */
  readonly batches?: readonly (readonly number[])[];
  /** Updates of the run, by which schedules go. */
  readonly updates?: number;
  readonly script?: ConstructorParameters<typeof Script>[1];
  /** The loss of an update as plain arithmetic; `after` moves what the method keeps from one to the next. */
  reference(): { loss(now: Given): number; after?(now: Given): void };
}

const linearEncoder = defineEncoder({
  name: 'linear',
  summary: 'One linear layer.',
  options: z.strictObject({}),
  create: ({ width, inputShape, random }) =>
    tf.sequential({
      layers: [
        tf.layers.flatten({ inputShape: [...inputShape] }),
        tf.layers.dense({
          units: width,
          kernelInitializer: tf.initializers.glorotUniform({ seed: random.seed() % 0x7fffffff }),
        }),
      ],
    }),
});

export const backend: Backend = createRegistry().use(nodePlugin).create('backend', 'cpu', {});
await backend.setup();

const BETA1 = 0.9;

/** Makes the method over ten rows with a linear encoder of two features and a linear head. */
export function makeOnTenRows(
  definition: MethodDefinition,
  {
    options = {},
    labels = TEN,
    batches,
    updates = 10,
    script = {},
    plugins = [],
    on = backend,
  }: Partial<Reference> & { readonly plugins?: readonly Plugin[]; readonly on?: Backend },
  seed = 3,
) {
  const all = batches ?? [labels.y.map((_, i) => i)];
  const rows = tenRows(labels, all, all[0]!.length);
  const random = new Script(seed, script);
  const registry = createRegistry().use(
    definePlugin({ name: 'ten rows', provides: [definition, linearEncoder] }),
  );
  for (const plugin of plugins) registry.use(plugin);
  const method = createMethod(
    {
      method: { name: definition.name, options },
      encoder: { name: 'linear' },
      network: {
        primaryWidth: 2,
        confounderWidth: 2,
        headHidden: 0,
        standardise: false,
        bottleneck: { kind: 'none' },
      },
      optimiser: {
        learningRate: 0.05,
        weightDecay: 0,
        schedule: 'constant',
        batchSize: all[0]!.length,
        updates,
      },
    },
    { registry, backend: on, task: taskOf(labels), inputShape: [2, 2, 1], data: rows.data, random },
  );
  random.scripted = true;
  return { method, all, ...rows };
}

/**
 * Lets the method update and compares its loss with the reference, and its gradient with central differences of the
 * reference at every weight. The gradient is read from Adam's first moments, which are sums β·m + g.
 *
 * @throws an Error that says what differs
 */
export async function checkReference(definition: MethodDefinition, reference: Reference): Promise<void> {
  const labels = reference.labels ?? TEN;
  const { method, all } = makeOnTenRows(definition, reference);
  const { loss, after } = reference.reference();
  let before: Float32Array | null = null;
  for (const [update, rows] of all.entries()) {
    const weights = await readWeights(method);
    const metrics = await method.update();
    const expected = loss(given(labels, rows, weights));
    const where = `${reference.method}${reference.about ? ` (${reference.about})` : ''}, update ${update + 1}`;
    assertClose(metrics.loss!, expected, 1e-4, `${where}: loss`);

    const moments = (await method.variables['optimiser.0']!.data()) as Float32Array;
    const wanted = differences(weights, (moved) => loss(given(labels, rows, moved)));
    const scale = Math.max(...wanted.map(Math.abs), 1e-3);
    for (const [i, value] of wanted.entries()) {
      const found = moments[i]! - BETA1 * (before?.[i] ?? 0);
      assertClose(found / scale, value / scale, 2e-3, `${where}: gradient ${i}`);
    }
    before = moments.slice();
    after?.(given(labels, rows, weights));
  }
  method.dispose();
}

const trained = (name: string) => /^(encoder|heads|domains|easyEncoder)\.\d+$/.test(name);

async function readWeights(method: Method): Promise<Weights> {
  const entries = Object.entries(method.variables)
    .filter(([name]) => trained(name))
    .map(
      async ([name, variable]) =>
        [name, { shape: variable.shape, values: [...(await variable.data())] }] as const,
    );
  return Object.fromEntries(await Promise.all(entries));
}

/** Central differences of a loss at every weight, in order. */
const differences = (weights: Weights, loss: (moved: Weights) => number): number[] =>
  Object.entries(weights).flatMap(([name, { shape, values }]) =>
    values.map((value, i) =>
      slope((moved) => loss({ ...weights, [name]: { shape, values: values.with(i, moved) } }), value),
    ),
  );

function assertClose(found: number, expected: number, tolerance: number, what: string): void {
  if (Math.abs(found - expected) <= tolerance * (1 + Math.abs(expected))) return;
  throw new Error(`${what} is ${found}, and ${expected} by the reference.`);
}
