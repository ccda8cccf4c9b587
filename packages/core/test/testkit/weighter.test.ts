import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { defineWeighter, type Weighter, type WeighterDefinition } from '../../src/contracts/index.ts';
import { weighterChecks } from '../../src/testkit/index.ts';
import * as tf from '../../src/tf/index.ts';

/** Learned weights of the plainest form: the softmax of one number for each confounder. */
function weighter(change: (sound: Weighter) => Partial<Weighter> = () => ({})): WeighterDefinition {
  return defineWeighter({
    name: 'plain-softmax',
    summary: 'Softmax of learned logits.',
    options: z.strictObject({}),
    create({ confounders }) {
      const logits = tf.tidy(() => tf.variable(tf.zeros([confounders]))) as tf.Variable<tf.Rank.R1>;
      const sound: Weighter = {
        variables: [logits],
        player: 'estimator',
        needsMi: false,
        weights: () => tf.softmax(logits),
      };
      return { ...sound, ...change(sound) };
    },
  });
}

/** Names of the checks that fail. */
async function failures(definition: WeighterDefinition): Promise<string[]> {
  const failed: string[] = [];
  for (const check of weighterChecks(definition)) {
    try {
      await check.run();
    } catch {
      failed.push(check.name);
    }
  }
  return failed;
}

describe('a sound weighter passes', () => {
  for (const check of weighterChecks(weighter())) test(check.name, check.run);
});

const concatenated = {
  summaryWidth: 4,
  summarize: (features: readonly tf.Tensor2D[]) => tf.concat2d([...features], 1),
};
let calls = 0;
// What is broken ⇒ words of the check that must find it.
const mutants: Record<string, WeighterDefinition> = {
  'a sigmoid for the softmax, so that weights do not sum to 1 ⇒ sum to 1': weighter(({ variables }) => ({
    weights: () => tf.sigmoid(variables[0]!) as tf.Tensor1D,
  })),
  'negative weights ⇒ are ≥ 0': weighter(({ weights }) => ({
    weights: (...given) => tf.sub(tf.mul(weights(...given), 3), 2 / given[1].length) as tf.Tensor1D,
  })),
  'an MI that it said it does not need ⇒ needs MI': weighter(() => ({
    weights: (_primary, _confounders, mi) => tf.softmax(mi!),
  })),
  'an announced need of an MI that is not looked at ⇒ needs MI': weighter(() => ({ needsMi: true })),
  'weights proportional to an MI that may be negative ⇒ whatever the MI': weighter(() => ({
    needsMi: true,
    weights: (_primary, _confounders, mi) => tf.div(mi!, tf.sum(mi!)) as tf.Tensor1D,
  })),
  'a summary width without a summary ⇒ summary is there': weighter(() => ({ summaryWidth: 4 })),
  'a summary of another width than announced ⇒ summary is there': weighter(() => concatenated),
  'a player without anything to train ⇒ gradient reaches every variable': weighter(() => ({ variables: [] })),
  'a variable that no gradient reaches ⇒ gradient reaches every variable': weighter(() => ({
    weights: (_primary, confounders) => tf.fill([confounders.length], 1 / confounders.length) as tf.Tensor1D,
  })),
  'a value read inside the step ⇒ reads no value': weighter(({ variables, weights }) => ({
    weights(...given) {
      variables[0]!.dataSync();
      return weights(...given);
    },
  })),
  'a tensor kept from every call ⇒ leaks no tensor': weighter(({ weights }) => ({
    weights(...given) {
      tf.keep(tf.scalar(1));
      return weights(...given);
    },
  })),
  'a counter outside the variables ⇒ remembers nothing': weighter(({ variables }) => ({
    weights: () => tf.softmax(tf.mul(variables[0]!, ++calls) as tf.Tensor1D),
  })),
  'options that swallow unknown keys ⇒ refuses an option': { ...weighter(), options: z.looseObject({}) },
  'a name that the configuration cannot write ⇒ named in lower case': {
    ...weighter(),
    name: 'Plain Softmax',
  },
};

describe('a broken weighter is caught:', () => {
  for (const [title, definition] of Object.entries(mutants)) {
    const [what, by] = title.split(' ⇒ ') as [string, string];
    test(what, async () => {
      expect((await failures(definition)).join()).toContain(by);
    });
  }
});
