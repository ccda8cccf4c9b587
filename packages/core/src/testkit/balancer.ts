import type { Balancer, BalancerDefinition, BalancerInput } from '../contracts/index.ts';
import { validate } from '../registry/index.ts';
import { Random } from '../tensor/random.ts';
import * as tf from '../tf/index.ts';
import { assertThat } from './assert-that.ts';
import type { Check } from './check.ts';
import { definitionChecks } from './definition.ts';
import { copyVariables, features, numbers, watchTensors, withoutReading } from './tensors.ts';

const PARAMETERS = 20;

/**
 * Conformance of a balancer: one finite scale ≥ 0 for each term, also where the MI is zero or negative or a gradient
 * vanishes; nothing remembered outside variables, nothing read, nothing leaked.
 *
 * @param options options to test it under; the defaults if absent
 *
 * @example
 * for (const check of balancerChecks(myBalancer)) test(check.name, check.run);
 */
export function balancerChecks(definition: BalancerDefinition, options: unknown = {}): Check[] {
  const owner = `balancer "${definition.name}"`;
  const cases =
    definition.granularity === 'grouped'
      ? [['task', 'mi']]
      : [
          ['y', 'z1', 'mi'],
          ['y', 'z1', 'z2', 'z3', 'mi'],
        ];
  const create = (terms: readonly string[], random: Random): Balancer =>
    definition.create({ terms, random }, validate(definition.options, options, owner));

  /** Positive cross-entropies, an MI that may be negative, and gradients of unlike size. */
  const input = (terms: readonly string[], seed: number, mi?: number, gradientScale = 1): BalancerInput => {
    const random = new Random(seed);
    const last = terms.length - 1;
    const gradients = tf.mul(
      features(random, terms.length, PARAMETERS, gradientScale),
      tf.tensor2d(terms.map((_, i) => [10 ** (i - 1)])),
    ) as tf.Tensor2D;
    return {
      losses: tf.tensor1d(
        terms.map((_, i) => (i === last ? (mi ?? random.normal()) : 0.1 + random.uniform())),
      ),
      norms: tf.norm(gradients, 2, 1) as tf.Tensor1D,
      gradients,
    };
  };
  /** Scale and combined gradient, one after the other. */
  const step = (balancer: Balancer, given: BalancerInput): tf.Tensor1D => {
    const scale = balancer.scale(given);
    return balancer.combine ? tf.concat1d([scale, balancer.combine(given, scale)]) : scale;
  };
  const requireScale = (values: readonly number[], terms: readonly string[], when: string) => {
    const scale = values.slice(0, terms.length);
    assertThat(
      scale.length === terms.length && scale.every((s) => Number.isFinite(s) && s >= 0),
      `${owner}: scales ${scale.join(', ')} ${when}; expected ${terms.length} finite numbers ≥ 0.`,
    );
    assertThat(values.every(Number.isFinite), `${owner}: the combined gradient is not finite ${when}.`);
  };
  const each = (name: string, run: (terms: readonly string[]) => Promise<void>): Check => ({
    name,
    async run() {
      for (const terms of cases) await run(terms);
    },
  });

  return [
    ...definitionChecks(definition, options),

    each('has the granularity that its definition states', async (terms) => {
      const { granularity } = create(terms, new Random(1));
      assertThat(
        granularity === definition.granularity,
        `${owner}: made with granularity "${granularity}", defined with "${definition.granularity}".`,
      );
    }),

    each('scales are finite and ≥ 0 over many steps', async (terms) => {
      const balancer = create(terms, new Random(1));
      for (let t = 0; t < 40; t++) {
        requireScale(await numbers(() => step(balancer, input(terms, t))), terms, `at step ${t}`);
      }
    }),

    each('stays finite where the MI is zero, negative or large', async (terms) => {
      const balancer = create(terms, new Random(1));
      for (const mi of [0, -3, 0, 40, -40]) {
        requireScale(await numbers(() => step(balancer, input(terms, 1, mi))), terms, `with an MI of ${mi}`);
      }
    }),

    each('stays finite where gradients vanish or are huge', async (terms) => {
      const balancer = create(terms, new Random(1));
      for (const size of [0, 1e-12, 1e6, 0]) {
        const values = await numbers(() => step(balancer, input(terms, 1, 0.2, size)));
        requireScale(values, terms, `with gradients of size ${size}`);
      }
    }),

    each('a combined gradient has the size of the parameters', async (terms) => {
      const balancer = create(terms, new Random(1));
      if (!balancer.combine) return;
      const given = input(terms, 1);
      const combined = await numbers(() => balancer.combine!(given, tf.ones([terms.length])));
      assertThat(
        combined.length === PARAMETERS,
        `${owner}: combine gives ${combined.length} numbers for ${PARAMETERS} parameters.`,
      );
    }),

    each('reads no value, leaks no tensor and makes no state later than at its creation', async (terms) => {
      const balancer = create(terms, new Random(1));
      const state = balancer.state.length;
      const given = input(terms, 1);
      const watched = watchTensors();
      try {
        for (let t = 0; t < 3; t++) tf.tidy(() => withoutReading(owner, () => void step(balancer, given)));
        const { left } = watched;
        assertThat(
          left.length === 0,
          `${owner}: three steps leave ${left.length} tensors behind: ${left.join(', ')}.`,
        );
      } finally {
        watched.end();
      }
      assertThat(balancer.state.length === state, `${owner}: its state grew from ${state} variables.`);
    }),

    each('remembers nothing outside its state', async (terms) => {
      const [random, otherRandom] = [new Random(1), new Random(2)];
      const [one, other] = [create(terms, random), create(terms, otherRandom)];
      for (let t = 0; t < 7; t++) await numbers(() => step(one, input(terms, t)));
      copyVariables(one.state, other.state);
      otherRandom.state = random.state;
      for (let t = 7; t < 14; t++) {
        const a = await numbers(() => step(one, input(terms, t)));
        const b = await numbers(() => step(other, input(terms, t)));
        assertThat(
          a.every((value, i) => value === b[i]),
          `${owner}: continued from its saved state it gives ${b.slice(0, terms.length).join(', ')}, undisturbed ${a.slice(0, terms.length).join(', ')}.`,
        );
      }
    }),
  ];
}
