import type { Method, MethodContext, MethodDefinition } from '@mimmx/core';
import { createRegistry } from '@mimmx/core';
import { methodChecks } from '@mimmx/core/testkit';
import * as tf from '@mimmx/core/tf';
import { describe, expect, it } from 'vitest';
import { dfr, jtt, mdn } from '../src/index.ts';
import { cpuBackend } from './kit.ts';
import { REFERENCES } from './stateful-references.ts';

const backend = await cpuBackend();

/** A method whose making is changed. */
const changed = (
  definition: unknown,
  create: (make: (context: MethodContext) => Method, context: MethodContext) => Method,
): MethodDefinition => {
  const right = definition as MethodDefinition;
  return { ...right, create: (context, options) => create((c) => right.create(c, options), context) };
};

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
  }, 300_000);

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
  }, 300_000);

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
