import type { Weighter, WeighterDefinition } from '../contracts/index.ts';
import { validate } from '../registry/index.ts';
import { Random } from '../tensor/random.ts';
import * as tf from '../tf/index.ts';
import { assertThat } from './assert-that.ts';
import type { Check } from './check.ts';
import { definitionChecks } from './definition.ts';
import { copyVariables, features, numbers, watchTensors, withoutReading } from './tensors.ts';

const ROWS = 12;
const PRIMARY = 3;
/** Widths differ on purpose. */
const CASES: readonly (readonly number[])[] = [[2], [2, 2], [1, 3, 2, 4, 2]];

/**
 * Conformance of a weighter: N weights ≥ 0 that sum to 1 whatever the features and MI are, a summary as announced,
 * every variable reachable by its player, nothing remembered outside variables, nothing read, nothing leaked.
 *
 * @param options options to test it under; the defaults if absent
 *
 * @example
 * for (const check of weighterChecks(myWeighter)) test(check.name, check.run);
 */
export function weighterChecks(definition: WeighterDefinition, options: unknown = {}): Check[] {
  const owner = `weighter "${definition.name}"`;
  const create = (widths: readonly number[], seed: number): Weighter =>
    definition.create(
      {
        confounders: widths.length,
        primaryWidth: PRIMARY,
        confounderWidths: widths,
        random: new Random(seed),
      },
      validate(definition.options, options, owner),
    );
  const inputs = (widths: readonly number[], seed: number, scale = 1) => {
    const random = new Random(seed);
    return {
      primary: features(random, ROWS, PRIMARY, scale),
      confounders: widths.map((width) => features(random, ROWS, width, scale)),
      mi: tf.tensor1d(widths.map(() => 0.3 + 0.4 * random.normal())),
    };
  };
  const weigh = (weighter: Weighter, widths: readonly number[], seed: number, scale = 1) => {
    const { primary, confounders, mi } = inputs(widths, seed, scale);
    return weighter.weights(primary, confounders, weighter.needsMi ? mi : undefined);
  };
  const requireWeights = (values: readonly number[], count: number, when: string) => {
    assertThat(
      values.length === count,
      `${owner}: ${values.length} weights for ${count} confounders ${when}.`,
    );
    assertThat(
      values.every((w) => w >= 0),
      `${owner}: weights ${values.join(', ')} ${when}; all must be ≥ 0.`,
    );
    const sum = values.reduce((a, b) => a + b, 0);
    assertThat(Math.abs(sum - 1) < 1e-5, `${owner}: weights sum to ${sum} ${when}; they must sum to 1.`);
  };
  const each = (name: string, run: (widths: readonly number[]) => Promise<void>): Check => ({
    name,
    async run() {
      for (const widths of CASES) await run(widths);
    },
  });

  return [
    ...definitionChecks(definition, options),

    each('weights are ≥ 0 and sum to 1, at any scale of the features', async (widths) => {
      const weighter = create(widths, 1);
      scramble(weighter);
      for (const scale of [0, 1e-3, 1, 1e3]) {
        const values = await numbers(() => weigh(weighter, widths, 2, scale));
        requireWeights(values, widths.length, `with features of scale ${scale}`);
      }
    }),

    each('weights are ≥ 0 and sum to 1, whatever the MI', async (widths) => {
      const weighter = create(widths, 1);
      for (const mi of [-2, 0, 30]) {
        const values = await numbers(() => {
          const { primary, confounders } = inputs(widths, 3);
          return weighter.weights(
            primary,
            confounders,
            tf.tensor1d(widths.map((_, i) => (i === 0 ? mi : 0.1))),
          );
        });
        requireWeights(values, widths.length, `with an MI of ${mi}`);
      }
    }),

    each('needs MI if and only if it says so', async (widths) => {
      const weighter = create(widths, 1);
      const { primary, confounders } = inputs(widths, 3);
      if (!weighter.needsMi) {
        requireWeights(
          await numbers(() => weighter.weights(primary, confounders)),
          widths.length,
          'without MI',
        );
      } else if (widths.length > 1) {
        const at = (first: number) =>
          numbers(() =>
            weighter.weights(primary, confounders, tf.tensor1d(widths.map((_, i) => (i ? 0.1 : first)))),
          );
        const [low, high] = [await at(0), await at(2)];
        assertThat(
          low.some((w, i) => w !== high[i]),
          `${owner}: says it needs MI, but MI does not change its weights.`,
        );
      }
    }),

    each('the summary is there exactly if announced, with its width and a gradient', async (widths) => {
      const weighter = create(widths, 1);
      assertThat(
        (weighter.summaryWidth === undefined) === (weighter.summarize === undefined),
        `${owner}: summaryWidth and summarize must both be there or both be absent.`,
      );
      if (!weighter.summarize) return;
      const { confounders } = inputs(widths, 4);
      const weights = tf.tensor1d(widths.map(() => 1 / widths.length));
      const summary = tf.tidy(() => weighter.summarize!(confounders, weights));
      const expected = `${ROWS},${weighter.summaryWidth}`;
      assertThat(
        summary.shape.join() === expected,
        `${owner}: summary is [${summary.shape}], not [${expected}].`,
      );
      assertThat((await summary.data()).every(Number.isFinite), `${owner}: its summary is not finite.`);
      const gradients = tf.tidy(() =>
        tf.grads((...all: tf.Tensor[]) =>
          tf.sum(tf.square(weighter.summarize!(all as tf.Tensor2D[], weights))),
        )(confounders),
      );
      for (const [i, gradient] of gradients.entries()) {
        const largest = Math.max(...(await gradient.abs().data()));
        assertThat(largest > 0, `${owner}: no gradient of the summary reaches confounder ${i}.`);
      }
    }),

    each('a gradient reaches every variable that it gives a player', async (widths) => {
      const weighter = create(widths, 1);
      if (weighter.player === 'nobody') return;
      assertThat(
        weighter.variables.length > 0,
        `${owner}: player is "${weighter.player}" but it has no variables.`,
      );
      if (widths.length === 1 && !weighter.summarize) return;
      scramble(weighter);
      const { primary, confounders, mi } = inputs(widths, 5);
      const { grads } = tf.variableGrads(() => {
        const weights = weighter.weights(primary, confounders, mi);
        const tilted = tf.sum(tf.mul(weights, tf.range(1, widths.length + 1)));
        const seen = weighter.summarize ? tf.sum(tf.square(weighter.summarize(confounders, weights))) : 0;
        return tf.add(tilted, seen) as tf.Scalar;
      }, [...weighter.variables]);
      for (const [i, variable] of weighter.variables.entries()) {
        const values = Array.from((await grads[variable.name]?.data()) ?? []);
        assertThat(
          values.length > 0 && values.every(Number.isFinite),
          `${owner}: no gradient reaches variable ${i}.`,
        );
      }
    }),

    each('reads no value and leaks no tensor', async (widths) => {
      const weighter = create(widths, 1);
      const given = inputs(widths, 6);
      const watched = watchTensors();
      try {
        tf.tidy(() =>
          withoutReading(owner, () => {
            const weights = weighter.weights(given.primary, given.confounders, given.mi);
            weighter.summarize?.(given.confounders, weights);
          }),
        );
        const { left } = watched;
        assertThat(
          left.length === 0,
          `${owner}: ${left.length} tensors are left behind by each call: ${left.join(', ')}.`,
        );
      } finally {
        watched.end();
      }
    }),

    each('remembers nothing outside its variables', async (widths) => {
      const [one, other] = [create(widths, 1), create(widths, 99)];
      for (let call = 0; call < 3; call++) await numbers(() => weigh(one, widths, call));
      scramble(one);
      copyVariables(one.variables, other.variables);
      const [a, b] = [
        await numbers(() => weigh(one, widths, 7)),
        await numbers(() => weigh(other, widths, 7)),
      ];
      assertThat(
        a.every((w, i) => w === b[i]),
        `${owner}: two instances with equal variables disagree (${a.join(', ')} and ${b.join(', ')}).`,
      );
    }),
  ];
}

/** Moves the variables away from their start, where a zero could hide a missing path. */
function scramble(weighter: Weighter): void {
  const random = new Random(17);
  for (const variable of weighter.variables) {
    const values = Float32Array.from({ length: variable.size }, () => random.normal());
    tf.tidy(() => variable.assign(tf.add(variable, tf.tensor(values, variable.shape))));
  }
}
