import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  type Balancer,
  type BalancerDefinition,
  defineBalancer,
  option,
  options,
  space,
} from '../../src/contracts/index.ts';
import { balancerChecks } from '../../src/testkit/index.ts';
import * as tf from '../../src/tf/index.ts';

type Scale = Balancer['scale'];

/** Inverse gradient norms, averaged over steps; a projection-free sum as its combination. */
function balancer(change: (sound: Balancer) => Partial<Balancer> = () => ({})): BalancerDefinition {
  return defineBalancer({
    name: 'inverse-norm',
    summary: 'Scales by the inverse of the averaged gradient norm.',
    granularity: 'each',
    options: z.strictObject({}),
    create({ terms }) {
      const average = tf.tidy(() => tf.variable(tf.ones([terms.length]), false)) as tf.Variable<tf.Rank.R1>;
      const scale: Scale = ({ norms }) => {
        average.assign(tf.add(tf.mul(average, 0.9), tf.mul(norms, 0.1)) as tf.Tensor1D);
        return tf.div(1, tf.add(average, 1e-3)) as tf.Tensor1D;
      };
      const sound: Balancer = {
        granularity: 'each',
        state: [average],
        scale,
        combine: ({ gradients }, s) => tf.sum(tf.mul(gradients, s.expandDims(1)), 0) as tf.Tensor1D,
      };
      return { ...sound, ...change(sound) };
    },
  });
}

async function failures(definition: BalancerDefinition): Promise<string[]> {
  const failed: string[] = [];
  for (const check of balancerChecks(definition)) {
    try {
      await check.run();
    } catch {
      failed.push(check.name);
    }
  }
  return failed;
}

describe('a sound balancer passes', () => {
  for (const check of balancerChecks(balancer())) test(check.name, check.run);
});

// What is broken ⇒ words of the check that must find it.
const mutants: Record<string, BalancerDefinition> = {
  'a division by a vanishing norm ⇒ gradients vanish': balancer(() => ({
    state: [],
    scale: ({ norms }) => tf.div(1, norms) as tf.Tensor1D,
  })),
  'a logarithm of an MI that may be negative ⇒ MI is zero': balancer(() => ({
    state: [],
    scale: ({ losses }) => tf.add(tf.log(losses), 10) as tf.Tensor1D,
  })),
  'scales below zero ⇒ finite and ≥ 0': balancer(() => ({
    state: [],
    scale: ({ losses }) => losses.clone(),
  })),
  'one scale too few ⇒ finite and ≥ 0': balancer(() => ({
    state: [],
    scale: ({ losses }) => tf.ones([losses.shape[0] - 1]),
  })),
  'another granularity than defined ⇒ granularity': balancer(() => ({ granularity: 'grouped' })),
  'a combination that is not flat over the parameters ⇒ size of the parameters': balancer(() => ({
    combine: ({ gradients }) => tf.sum(gradients, 1) as tf.Tensor1D,
  })),
  'state that is not listed, and so not saved ⇒ remembers nothing': balancer(() => ({ state: [] })),
  'a step counter in JavaScript ⇒ remembers nothing': balancer(() => {
    let t = 0;
    return { state: [], scale: ({ norms }) => tf.fill([norms.shape[0]], 1 / ++t) as tf.Tensor1D };
  }),
  'a value read inside the step ⇒ reads no value': balancer(({ scale }) => ({
    scale(input) {
      input.losses.dataSync();
      return scale(input);
    },
  })),
  'a tensor kept from every step ⇒ leaks no tensor': balancer(({ scale }) => ({
    scale(input) {
      tf.keep(tf.scalar(1));
      return scale(input);
    },
  })),
  'an option that nobody explains ⇒ says what each option means': {
    ...balancer(),
    options: z.strictObject({ rate: z.number().default(1) }),
  },
  'a search where nothing is accepted ⇒ would search where the option accepts it': {
    ...balancer(),
    options: options({
      rate: option(z.number().positive(), {
        default: 1,
        description: 'A rate.',
        space: space.uniform(-1, 1),
      }),
    }),
  },
  'options that swallow unknown keys ⇒ refuses an option': { ...balancer(), options: z.looseObject({}) },
};

describe('a broken balancer is caught:', () => {
  for (const [title, definition] of Object.entries(mutants)) {
    const [what, by] = title.split(' ⇒ ') as [string, string];
    test(what, async () => {
      expect((await failures(definition)).join()).toContain(by);
    });
  }
});
