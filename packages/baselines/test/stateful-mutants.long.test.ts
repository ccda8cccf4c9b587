import type { Batch, Method, MethodContext, MethodDefinition } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { afterEach, describe, expect, it, vi } from 'vitest';

// Each of these pieces is the right one unless a test below puts a wrong one in its place.
const pieces = vi.hoisted(() => ({}) as Record<string, ((...given: never[]) => unknown) | undefined>);
const swap =
  (name: string, right: (...given: never[]) => unknown) =>
  (...given: never[]) =>
    (pieces[name] ?? right)(...given);
vi.mock('../src/adversarial/reverse-gradient.ts', async (original) => {
  const { reverseGradient } = await original<typeof import('../src/adversarial/reverse-gradient.ts')>();
  return { reverseGradient: swap('reverseGradient', reverseGradient as never) };
});
vi.mock('../src/failure/row-losses.ts', async (original) => {
  const { createRowLosses } = await original<typeof import('../src/failure/row-losses.ts')>();
  return { createRowLosses: swap('createRowLosses', createRowLosses as never) };
});
vi.mock('../src/two-stage/error-set.ts', async (original) => {
  const right = await original<typeof import('../src/two-stage/error-set.ts')>();
  return {
    createClassReader: swap('createClassReader', right.createClassReader as never),
    countsWithCopies: swap('countsWithCopies', right.countsWithCopies as never),
  };
});
vi.mock('../src/normalisation/metadata.ts', async (original) => {
  const { createMetadata } = await original<typeof import('../src/normalisation/metadata.ts')>();
  return { createMetadata: swap('createMetadata', createMetadata as never) };
});
vi.mock('../src/second-network/hsic.ts', async (original) => {
  const { unbiasedHsic } = await original<typeof import('../src/second-network/hsic.ts')>();
  return { unbiasedHsic: swap('unbiasedHsic', unbiasedHsic as never) };
});

const { dann, dfr, jtt, lff, lnl, mdn, rebias } = await import('../src/index.ts');
const { methodChecks } = await import('@mimmx/core/testkit');
const { createRegistry } = await import('@mimmx/core');
const { hsicOf } = await import('./hsic-of.ts');
const { cpuBackend } = await import('./kit.ts');
const ten = await import('./ten-rows.ts');
const { createMetadata } = await vi.importActual<typeof import('../src/normalisation/metadata.ts')>(
  '../src/normalisation/metadata.ts',
);

const backend = await cpuBackend();
const {
  affine,
  encoded,
  entropies,
  expectDescent,
  knownMean,
  logitsOf,
  mean,
  onTenRows,
  perceptron,
  stretch,
  valuesOf,
  Y,
  Z,
} = ten;
type Values = import('./ten-rows.ts').Values;

afterEach(() => {
  for (const name of Object.keys(pieces)) delete pieces[name];
});

const NETWORK = /^(encoder|heads)\./;
const task = (v: Values) => mean(entropies(logitsOf(v), Y));
const told = (v: Values) => knownMean(entropies(perceptron(v, 'adversary', 0, 2, encoded(v)), Z[0]), Z[0]);

/** What a method must do; each of them holds for the method as it is. */
const REFERENCES: Record<string, (mutant?: MethodDefinition) => Promise<void>> = {
  async dann() {
    const { method } = onTenRows(dann, { options: { adversaryHidden: [3], lambda: 0.7 } });
    const before = valuesOf(method);
    await method.update();
    expectDescent(before, valuesOf(method), NETWORK, (v) => task(v) - 0.7 * told(v));
  },
  async 'an adversary that learns'() {
    const { method } = onTenRows(lnl, { options: { adversaryHidden: [3], lambda: 0, reversal: 0 } });
    const before = valuesOf(method);
    await method.update();
    expectDescent(before, valuesOf(method), /^adversary\./, told);
  },
  async lff() {
    const { method } = onTenRows(lff, {});
    let averages: number[][] = [];
    for (let update = 0; update < 2; update++) {
      for (const name of ['encoder.0', 'biasedEncoder.0']) stretch(method, name, update === 1 ? -2 : 1);
      const before = valuesOf(method);
      await method.update();
      const now = [
        entropies(logitsOf(before, 'biasedEncoder', 'biasedHeads'), Y),
        entropies(logitsOf(before), Y),
      ];
      averages = now.map((losses, k) =>
        losses.map((l, i) => (update === 0 ? l : 0.7 * averages[k]![i]! + 0.3 * l)),
      );
      const [b, d] = averages.map((all) =>
        all.map((value, i) => value / Math.max(...all.filter((_, k) => Y[k] === Y[i]))),
      ) as [number[], number[]];
      expectDescent(before, valuesOf(method), NETWORK, (v) =>
        mean(entropies(logitsOf(v), Y).map((l, i) => (l * b[i]!) / (b[i]! + d[i]!))),
      );
    }
  },
  async jtt(mutant) {
    const { method, given } = onTenRows(mutant ?? jtt, { options: { copies: 6 }, updates: 4 });
    const start = valuesOf(method);
    await method.update();
    await method.update();
    const middle = valuesOf(method);
    expect(middle['encoder.0']).toEqual(start['encoder.0']);
    await method.update();
    const logits = logitsOf(middle, 'identifier.encoder', 'identifier.heads');
    const counts = logits.map((row, i) => (row.indexOf(Math.max(...row)) === Y[i] ? 1 : 7));
    expect(given.map((weights) => [...weights])).toEqual([counts]);
  },
  async mdn() {
    const { method } = onTenRows(mdn, {});
    const before = valuesOf(method);
    const f = encoded(before);
    const metrics = await method.update();
    // Least squares on 1, y and z in closed form: the slope of what y leaves of f on what it leaves of z.
    const within = (column: readonly number[]) =>
      column.map((v, i) => v - mean(column.filter((_, k) => Y[k] === Y[i])));
    const z = within(Z[0]);
    const slope = [0, 1].map((k) => {
      const left = within(f.map((row) => row[k]!));
      return z.reduce((sum, v, i) => sum + v * left[i]!, 0) / z.reduce((sum, v) => sum + v * v, 0);
    });
    const residual = f.map((row, i) => row.map((v, k) => v - (Z[0][i]! - 0.5) * slope[k]!));
    const logits = affine(residual, before['heads.0']!, before['heads.1']!);
    expect(metrics.loss).toBeCloseTo(mean(entropies(logits, Y)), 4);
  },
  async 'a refusal to predict'(mutant) {
    const { method } = onTenRows(mutant ?? mdn, {});
    expect(() => tf.tidy(() => method.read(tf.zeros([10, 2, 2, 1])).features)).toThrow(/^E_NEED/);
  },
  async rebias() {
    const { method } = onTenRows(rebias, {});
    const before = valuesOf(method);
    const metrics = await method.update();
    expect(metrics.hsic).toBeCloseTo(hsicOf(encoded(before), encoded(before, 'biasedEncoder'), 1), 4);
  },
  async dfr(mutant) {
    const { method } = onTenRows(mutant ?? dfr, {
      options: { draws: 1, inversePenalties: [100] },
      updates: 1,
    });
    const start = valuesOf(method);
    await method.update();
    const onEven = (v: Values) => mean(entropies(logitsOf(v), Y).filter((_, i) => i % 2 === 0));
    expectDescent(start, valuesOf(method), /^encoder\./, onEven);
  },
};

describe('the references hold for the methods as they are', () => {
  it.each(Object.keys(REFERENCES))('%s', (name) => REFERENCES[name]!());
});

/** A method whose making is changed. */
const changed = (
  definition: unknown,
  create: (make: (context: MethodContext) => Method, context: MethodContext) => Method,
): MethodDefinition => {
  const right = definition as MethodDefinition;
  return { ...right, create: (context, options) => create((c) => right.create(c, options), context) };
};

describe('a wrong piece is found by a reference', () => {
  const wrong: readonly [string, string, string, (...given: never[]) => unknown][] = [
    [
      'a gradient reversal with the wrong sign',
      'dann',
      'reverseGradient',
      (x: tf.Tensor, scale: number) =>
        tf.customGrad((input) => ({
          value: tf.clone(input as tf.Tensor),
          gradFunc: (dy: tf.Tensor | tf.Tensor[]) => tf.mul(dy as tf.Tensor, scale),
        }))(x),
    ],
    [
      'a gradient reversal that passes the gradient on',
      'dann',
      'reverseGradient',
      (x: tf.Tensor) => tf.clone(x),
    ],
    [
      'an adversary that nothing reaches, since features and loss are cut apart',
      'an adversary that learns',
      'reverseGradient',
      (x: tf.Tensor) => tf.zerosLike(x),
    ],
    [
      'LfF without moving averages',
      'lff',
      'createRowLosses',
      () => ({
        state: [],
        relative: (_: tf.Tensor1D, y: tf.Tensor1D, losses: tf.Tensor1D) => {
          const maxima = [0, 1].map((c) =>
            tf.max(tf.mul(losses, tf.cast(tf.equal(y, tf.scalar(c, 'int32')), 'float32'))),
          );
          return tf.div(losses, tf.gather(tf.stack(maxima), y));
        },
        dispose: () => {},
      }),
    ],
    [
      'LfF without the class maxima',
      'lff',
      'createRowLosses',
      () => ({
        state: [],
        relative: (_rows: tf.Tensor1D, _y: tf.Tensor1D, losses: tf.Tensor1D) => losses,
        dispose: () => {},
      }),
    ],
    [
      'JTT that counts a wrong row λ times',
      'jtt',
      'countsWithCopies',
      (y: Int32Array, predicted: Int32Array, copies: number) =>
        Float32Array.from(y, (label, i) => (predicted[i] === label ? 1 : copies)),
    ],
    [
      'JTT that counts the right rows',
      'jtt',
      'countsWithCopies',
      (y: Int32Array, predicted: Int32Array, copies: number) =>
        Float32Array.from(y, (label, i) => (predicted[i] === label ? 1 + copies : 1)),
    ],
    [
      'MDN that takes y’s columns out, too',
      'mdn',
      'createMetadata',
      (...given: Parameters<typeof createMetadata>) => {
        const right = createMetadata(...given);
        return {
          ...right,
          kept: 0,
          removed: right.kept + right.removed,
          keep: () => tf.zeros([10, 0]),
          remove: (batch: Batch) => tf.concat([right.keep(batch), right.remove(batch)], 1),
        };
      },
    ],
    [
      'MDN that regresses on the confounder alone',
      'mdn',
      'createMetadata',
      (...given: Parameters<typeof createMetadata>) => {
        const right = createMetadata(...given);
        const alone = Float64Array.from(right.inverse, (_, i) => (i === 8 ? 4 : 0));
        return { ...right, inverse: alone };
      },
    ],
    [
      'HSIC by the biased estimate with its diagonals',
      'rebias',
      'unbiasedHsic',
      (x: tf.Tensor2D, y: tf.Tensor2D) => {
        const kernel = (m: tf.Tensor2D) => {
          const squares = tf.sum(tf.square(m), 1, true) as tf.Tensor2D;
          const d = tf.sub(tf.add(squares, tf.transpose(squares)), tf.mul(tf.matMul(m, m, false, true), 2));
          return tf.exp(tf.mul(d, -0.5));
        };
        return tf.mean(tf.mul(kernel(x), kernel(y)));
      },
    ],
  ];
  it.each(wrong)('%s', async (_, reference, piece, mutant) => {
    pieces[piece] = mutant;
    await expect(REFERENCES[reference]!()).rejects.toThrow();
  });
});

describe('a wrong method is found by the kit or a reference', () => {
  /** The checks of the kit that a method fails. */
  async function failed(
    definition: MethodDefinition,
    options: Record<string, unknown> = {},
  ): Promise<string[]> {
    const names: string[] = [];
    for (const check of methodChecks(definition, {
      registry: createRegistry(),
      backend,
      options,
      updates: 4,
    })) {
      if (check.name.startsWith('learns') || check.name.startsWith('trains')) continue;
      try {
        await check.run();
      } catch {
        names.push(check.name);
      }
    }
    return names;
  }

  it('JTT that goes on with the first network', async () => {
    const lazy = changed(jtt, (make, context) => {
      const method = make(context);
      const first = Object.entries(method.variables).filter(([name]) =>
        name.startsWith('identifier.encoder'),
      );
      return {
        ...method,
        async update() {
          const metrics = await method.update();
          tf.tidy(() => {
            for (const [name, variable] of first)
              method.variables[name.replace('identifier.', '')]!.assign(tf.clone(variable));
          });
          return metrics;
        },
      };
    });
    await expect(REFERENCES.jtt!(lazy)).rejects.toThrow();
  });

  it('JTT that forgets its place', async () => {
    const forgetful = changed(jtt, (make, context) => {
      const method = make(context);
      const { clock, ...variables } = method.variables;
      return {
        ...method,
        variables,
        dispose() {
          method.dispose();
          if (!clock!.isDisposed) clock!.dispose();
        },
      };
    });
    expect(await failed(forgetful)).toEqual([expect.stringContaining('continues from its variables')]);
  }, 60_000);

  it('JTT that forgets what it counted', async () => {
    const forgetful = changed(jtt, (make, context) => {
      const method = make(context);
      const { counts, ...variables } = method.variables;
      return {
        ...method,
        variables,
        dispose() {
          method.dispose();
          if (!counts!.isDisposed) counts!.dispose();
        },
      };
    });
    expect(await failed(forgetful, { firstShare: 0.25 })).toEqual([
      expect.stringContaining('continues from its variables'),
    ]);
  }, 60_000);

  it('DFR that trains on what it holds out', async () => {
    const greedy = changed(dfr, (make, context) =>
      make({
        ...context,
        data: {
          ...context.data,
          holdOut: (fraction) => {
            const parts = context.data.holdOut(fraction);
            return { train: context.data.set('train'), heldOut: parts.heldOut };
          },
        },
      }),
    );
    await expect(REFERENCES.dfr!(greedy)).rejects.toThrow();
  });

  it('MDN that guesses where the confounders are not given', async () => {
    const guessing = changed(mdn, (make, context) => {
      const method = make(context);
      const n = 10;
      const guess = () => ({
        z: [tf.zeros([n], 'int32') as tf.Tensor1D],
        known: [tf.zeros([n]) as tf.Tensor1D],
      });
      return { ...method, read: (x, confounders) => method.read(x, confounders ?? guess()) };
    });
    await expect(REFERENCES['a refusal to predict']!(guessing)).rejects.toThrow();
  });
});
