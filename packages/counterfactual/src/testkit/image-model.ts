import { normalTensor, Random, uniformTensor, validate } from '@mimmx/core';
import type { Check } from '@mimmx/core/testkit';
import * as tf from '@mimmx/core/tf';
import { counterfactualPass } from '../image-model/counterfactual.ts';
import { negativeElbo } from '../image-model/elbo.ts';
import type { AnyImageModel, ImageModel, ImageShape } from '../image-model/image-model.ts';
import { imageModelKind } from '../kinds.ts';

const BATCH = 3;
const PARENTS = 4;

function must(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(message);
}

export interface ImageModelCheckSettings {
  /** A shape that it takes, as small as will do. */
  readonly shape: ImageShape;
  readonly options?: unknown;
}

/**
 * Conformance of an image model: a null intervention gives the image back, decoding agrees with the pass, every weight
 * is reached by the bound's gradient, only weights of the decoder are reached by decoding, the prior sees the parents
 * exactly if it says so, and the same seed makes the same model. Needs a backend of TensorFlow.js to be set.
 *
 * @example
 * for (const check of imageModelChecks(mine, { shape: [8, 8, 1] })) test(check.name, check.run);
 */
export function imageModelChecks(
  definition: AnyImageModel,
  { shape, options = {} }: ImageModelCheckSettings,
): Check[] {
  const owner = `image model "${definition.name}"`;
  /** With weights away from their first values, so that what starts at zero is not. */
  const make = (seed: number, moved = true): ImageModel => {
    const model = definition.create(
      { shape, parents: PARENTS, random: new Random(seed) },
      validate(definition.options, options, owner),
    );
    const random = new Random(seed + 100);
    for (const variable of Object.values(moved ? model.variables : {}))
      tf.tidy(() => variable.assign(variable.add(normalTensor(random, variable.shape).mul(0.1))));
    return model;
  };
  const inputs = (seed: number) => {
    const random = new Random(seed);
    const x = uniformTensor(random, [BATCH, ...shape])
      .mul(1.8)
      .sub(0.9) as tf.Tensor4D;
    const parents = normalTensor(random, [BATCH, PARENTS]) as tf.Tensor2D;
    return { x, parents, others: parents.add(1) as tf.Tensor2D };
  };
  const apart = (a: tf.Tensor, b: tf.Tensor): number => tf.tidy(() => a.sub(b).abs().max().dataSync()[0]!);
  const inTidy = (name: string, run: () => void): Check => ({
    name,
    run: () => {
      tf.engine().startScope();
      try {
        run();
      } finally {
        tf.engine().endScope();
      }
    },
  });

  return [
    {
      name: 'is named in lower case, summed up, of this contract, and strict about options',
      run() {
        must(/^[a-z0-9]+(-[a-z0-9]+)*$/.test(definition.name), `${owner}: name it like "my-model".`);
        must(definition.summary.length > 0, `${owner}: has no summary.`);
        must(
          definition.contract === imageModelKind.contract,
          `${owner}: is of contract ${definition.contract}.`,
        );
        let refused = false;
        try {
          validate(definition.options, { ...(options as object), noSuchOption: 1 }, owner);
        } catch {
          refused = true;
        }
        must(refused, `${owner}: accepts the unknown option "noSuchOption".`);
      },
    },

    inTidy('gives the image back under a null intervention, and not under another', () => {
      const { x, parents, others } = inputs(1);
      const model = make(1);
      const settings = { alpha: 1 };
      const same = counterfactualPass(model, x, parents, parents, settings).images;
      must(apart(same, x) < 1e-5, `${owner}: a null intervention changes pixels by ${apart(same, x)}.`);
      const other = counterfactualPass(model, x, parents, others, settings).images;
      must(apart(other, x) > 1e-3, `${owner}: the parents change nothing.`);
    }),

    inTidy('decoding the latent variables of a pass gives its likelihood', () => {
      const { x, parents } = inputs(2);
      const model = make(2);
      const pass = model.pass(x, parents, { random: new Random(3), temperature: 1 });
      must(
        pass.latents.length === model.levels.length && pass.kl.length === model.levels.length,
        `${owner}: ${pass.latents.length} latents and ${pass.kl.length} KL terms for ${model.levels.length} levels.`,
      );
      const z = pass.latents.map((latent) => latent.z);
      const { mean, logScale } = model.decode(z, parents);
      must(apart(mean, pass.likelihood.mean) < 1e-5, `${owner}: decoding gives other means than the pass.`);
      must(apart(logScale, pass.likelihood.logScale) < 1e-5, `${owner}: decoding gives other scales.`);
      must(mean.shape.join() === x.shape.join(), `${owner}: decodes [${mean.shape}] for [${x.shape}].`);
    }),

    inTidy('the bound reaches every weight, decoding those of the decoder alone', () => {
      const { x, parents } = inputs(4);
      const model = make(4);
      const all = Object.entries(model.variables);
      const weights = all.map(([, variable]) => variable);
      const noise = { random: new Random(5), temperature: 1 };
      const { grads } = tf.variableGrads(
        () => negativeElbo(model, x, parents, noise, { beta: 1 }).loss,
        weights,
      );
      for (const [name, variable] of all) {
        const gradient = grads[variable.name];
        must(
          !!gradient && gradient.abs().max().dataSync()[0]! > 0,
          `${owner}: no gradient reaches "${name}".`,
        );
      }
      const z = model.pass(x, parents, null).latents.map((latent) => latent.z);
      const decoded = tf.variableGrads(() => model.decode(z, parents).mean.sum() as tf.Scalar, weights).grads;
      for (const [name, variable] of all) {
        must(
          model.decoder.includes(name) || !decoded[variable.name],
          `${owner}: decoding depends on "${name}", which is not among its decoder's weights.`,
        );
      }
    }),

    inTidy('its prior sees the parents exactly if they mediate', () => {
      const { x, parents, others } = inputs(6);
      const model = make(6);
      const draw = (given: tf.Tensor2D) => model.sample(given, { random: new Random(7), temperature: 1 });
      const [a, b] = [draw(parents), draw(others)];
      const moved = Math.max(...a.map((z, i) => apart(z, b[i]!)));
      const mediates = model.prior === 'mediator';
      must(
        moved > 0 === mediates,
        `${owner}: is ${model.prior}, but its prior moves by ${moved} with the parents.`,
      );
      const { latents } = model.pass(x, parents, null);
      for (const alpha of [1, 0.5]) {
        const after = model.mediate(latents, others, alpha);
        const distance = Math.max(...latents.map(({ z }, i) => apart(z, after[i]!)));
        must(
          distance > 1e-4 === (mediates && alpha < 1),
          `${owner}: mediation at alpha ${alpha} moves the latent variables by ${distance}.`,
        );
      }
    }),

    inTidy('the same seed makes the same weights, another other ones', () => {
      const first = (seed: number) =>
        Object.values(make(seed, false).variables)
          .map((variable) => Array.from(variable.dataSync()).join())
          .join();
      const [one, again, other] = [8, 8, 9].map(first);
      must(one === again, `${owner}: two models of one seed differ.`);
      must(one !== other, `${owner}: two seeds make one model.`);
    }),
  ];
}
