import { type Backend, detach, MimmxError, Random, suggest, validate } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { createAverages } from '../image-model/averages.ts';
import { predictPixels } from '../image-model/counterfactual.ts';
import { negativeElbo } from '../image-model/elbo.ts';
import type { ImageModel, Pass } from '../image-model/image-model.ts';
import { type ImageTable, minibatches, toTensor } from '../image-model/images.ts';
import { measureElbo } from '../image-model/measure-elbo.ts';
import type { ParentEncoding } from '../image-model/parent-encoding.ts';
import { stableStep } from '../image-model/stable-step.ts';
import type { ImageTraining } from '../image-model/training.ts';
import { attributeLoss } from '../predictors/attribute-loss.ts';
import { type Predictions, type Predictor, predictAll } from '../predictors/predictor.ts';
import type { Scm } from '../scm/scm.ts';
import { updateAt } from '../update-at.ts';
import { createInterventionSampler } from './draw-intervention.ts';
import { createLagrangian } from './lagrangian.ts';
import { type FineTuningOptions, type FineTuningSettings, fineTuningSchema } from './options.ts';
import { createTargets } from './targets.ts';

export interface FineTuningContext {
  readonly scm: Scm;
  readonly encoding: ParentEncoding;
  /** Trained, with the weights to start from in it; tuning changes them in place. */
  readonly model: ImageModel;
  /** Frozen. With several, they take turns. */
  readonly predictors: readonly Predictor[];
  /** Complete rows. */
  readonly table: ImageTable;
  /**
   * What soft and matched targets are made of: outputs on the table's images by predictors that have not seen them, say.
   * Each predictor's own if absent.
   */
  readonly factual?: Predictions;
  readonly backend: Pick<Backend, 'compile'>;
  readonly random: Random;
}

/** Fine-tuning of an image model. */
export interface FineTuning extends ImageTraining {
  /** ε in nats per pixel. */
  readonly limit: number;
  /** Measures the bound again: one sentence if it exceeds ε, one for each level that carries nothing any more. */
  warnings(): Promise<readonly string[]>;
}

/**
 * Counterfactual fine-tuning: least loss of frozen predictors on counterfactual images, subject to a bound that is no
 * worse than the model's own (De Sousa Ribeiro et al., ICML 2023); with soft targets (Xia et al., MICCAI 2024) or the
 * other rules. One pass of the encoder, two of the decoder, one of a predictor an update (an encoder's and a decoder's
 * more where `latentTemperature` is not 1); the predictors' outputs on factual images are read once, here.
 *
 * ε is measured on this table with these weights: one taken over from other data is met by chance only (ours).
 *
 * @throws E_OPTION, E_UNKNOWN_NODE, E_MISSING_VALUE, E_PREDICTOR if a predictor lacks an attribute
 */
export async function fineTune(context: FineTuningContext, options: FineTuningOptions): Promise<FineTuning> {
  const { scm, encoding, model, predictors, table, backend, random } = context;
  const settings = validate(fineTuningSchema, options, 'Fine-tuning');
  const names = checkNodes(context, settings);
  if (model.train) {
    throw new MimmxError(
      'E_OPTION',
      'Fine-tuning needs an image model with an evidence lower bound, and this one has none. Use "vae" or "ladder", or the flow as it is.',
    );
  }
  const { batchSize, updates, beta } = settings;
  const attributes = encoding.attributes.filter(({ name }) => settings.weights[name] !== 0);
  // The same draws before and after, so that their difference is the tuning's.
  const measuring = random.seed();
  const measure = () => measureElbo({ model, table, encoding, backend, random: new Random(measuring), beta });
  const own = await measure();
  const limit = own.nelbo * (1 + Math.sign(own.nelbo) * settings.tolerance);

  const targets = await Promise.all(
    predictors.map(async (predictor) =>
      createTargets({
        rule: settings.targets,
        smoothing: settings.smoothing,
        graph: scm.graph,
        attributes,
        encoding,
        factual: context.factual ?? (await predictAll(predictor, table, backend)),
        rows: table.attributes,
      }),
    ),
  );
  const seed = random.seed();
  const next = minibatches(table, { batchSize, random });
  const drawValues = createInterventionSampler(encoding.attributes, table.attributes);
  const weights = Object.entries(model.variables)
    .filter(([name]) => !settings.decoderOnly || model.decoder.includes(name))
    .map(([, variable]) => variable);
  const optimiser = stableStep({
    variables: weights,
    learningRate: settings.learningRate,
    weightDecay: settings.weightDecay,
    cosineOver: updates,
  });
  const lagrangian = createLagrangian({
    limit,
    learningRate: settings.multiplierRate,
    damping: settings.damping,
    clamped: settings.clamped,
  });
  const averages = createAverages(model.variables, settings.average);
  const done = tf.tidy(() => tf.variable(tf.scalar(0), false)) as tf.Variable<tf.Rank.R0>;
  const { latentTemperature: temperature } = settings;
  const sampled = { random, temperature: 1 };
  /** The pass that counterfactual images come from: the bound's own, or one with less noise in its latent variables. */
  const passOf = (x: tf.Tensor4D, parents: tf.Tensor2D, own: Pass): Pass =>
    temperature === 1 ? own : model.pass(x, parents, temperature > 0 ? { random, temperature } : null);

  const steps = predictors.map((predictor) =>
    backend.compile((x: tf.Tensor, parents: tf.Tensor, changed: tf.Tensor, wanted: tf.Tensor[]) => {
      const report: Record<string, tf.Scalar> = {};
      const { grads } = tf.variableGrads(() => {
        const elbo = negativeElbo(model, x as tf.Tensor4D, parents as tf.Tensor2D, sampled, { beta });
        const { latents, likelihood } = passOf(x as tf.Tensor4D, parents as tf.Tensor2D, elbo.pass);
        // Mediating latent variables keep the whole factual posterior while tuning.
        const z = latents.map((latent) => latent.z);
        const images = predictPixels(x as tf.Tensor4D, likelihood, model.decode(z, changed as tf.Tensor2D), {
          pixelNoise: settings.pixelNoise,
        });
        const outputs = predictor.outputs(images);
        const losses = attributes.map((attribute, i) => {
          const loss = attributeLoss(attribute, outputs[attribute.name]!, wanted[i] as tf.Tensor2D);
          report[`loss.${attribute.name}`] = tf.keep(loss);
          return loss.mul(settings.weights[attribute.name] ?? 1);
        });
        report.nelbo = tf.keep(elbo.loss);
        const weight = lagrangian.weight(detach(elbo.loss));
        report.weight = tf.keep(weight);
        return tf.addN(losses).add(weight.mul(elbo.loss)) as tf.Scalar;
      }, weights);
      Object.assign(report, optimiser.apply(weights.map(({ name }) => grads[name] ?? null)));
      lagrangian.update(report.nelbo!);
      averages.update(done);
      done.assign(done.add(1));
      return { ...report, multiplier: lagrangian.multiplier.clone() as tf.Scalar };
    }),
  );

  /** What the update after that many is given. */
  const inputsAt = (made: number): [tf.Tensor, tf.Tensor, tf.Tensor, tf.Tensor[]] => {
    const { rows, pixels, attributes: batch } = next(made);
    // Of this update alone, so that a resumed tuning draws what it would have drawn.
    const draws = new Random((seed ^ 0x3c6ef372) + made);
    const intervened =
      settings.interventions === 'one' ? [names[draws.integer(names.length)]!] : severalOf(names, draws);
    const values = Object.fromEntries(
      intervened.map((name) => [name, drawValues(name, batch, settings.sampling, draws)]),
    );
    const counterfactual = scm.counterfactual(batch, values, draws).values;
    const wanted = targets[made % predictors.length]!(rows, counterfactual, intervened);
    const [parents, changed] = [batch, counterfactual].map((given) =>
      tf.tensor2d(encoding.encode(given), [batchSize, encoding.width]),
    );
    const tensors = attributes.map(({ name }) =>
      tf.tensor2d(wanted[name]!, [batchSize, wanted[name]!.length / batchSize]),
    );
    return [toTensor(pixels, table.shape), parents!, changed!, tensors];
  };

  const state = {
    ...prefixed('average', averages.variables),
    ...prefixed('tuning', optimiser.state),
    ...prefixed('lagrangian', lagrangian.variables),
    'tuning.step': done,
  };
  return {
    limit,
    variables: { ...prefixed('model', model.variables), ...state },
    settings: { ...settings, limit, predictors: predictors.map(({ name }) => name) },
    update: updateAt(done, steps, inputsAt),
    async warnings() {
      const { nelbo, collapsed } = await measure();
      const shown = (value: number) => value.toPrecision(4);
      return [
        ...(nelbo > limit
          ? [
              `After tuning −ELBO is ${shown(nelbo)} nats per pixel, above the limit of ${shown(limit)}: the constraint is not met. Tune longer, or with a lower learning rate.`,
            ]
          : []),
        ...collapsed.map(
          (level) => `Level "${level}" carries less than 0.01 nat of the image: it has collapsed.`,
        ),
      ];
    },
    swapAverages: () => averages.swap(),
    dispose() {
      for (const variable of Object.values(state)) variable.dispose();
    },
  };
}

const prefixed = (
  prefix: string,
  variables: Readonly<Record<string, tf.Variable>>,
): Record<string, tf.Variable> =>
  Object.fromEntries(Object.entries(variables).map(([name, one]) => [`${prefix}.${name}`, one]));

/** Each with a probability of ½, and at least one. */
function severalOf(names: readonly string[], random: Random): readonly string[] {
  const chosen = names.filter(() => random.uniform() < 0.5);
  return chosen.length > 0 ? chosen : [names[random.integer(names.length)]!];
}

/** Nodes to intervene on; checks that predictors know every attribute. */
function checkNodes(
  { scm, encoding, predictors }: FineTuningContext,
  { intervene, weights }: FineTuningSettings,
): readonly string[] {
  const names = scm.graph.order;
  for (const name of [...(intervene ?? []), ...Object.keys(weights)]) {
    if (!names.includes(name)) {
      throw new MimmxError('E_UNKNOWN_NODE', `Fine-tuning names the node "${name}". ${suggest(name, names)}`);
    }
  }
  if (predictors.length === 0) {
    throw new MimmxError('E_PREDICTOR', 'Fine-tuning has no predictor. Give it at least one, trained.');
  }
  for (const predictor of predictors) {
    const lacking = encoding.attributes.find(
      ({ name }) => weights[name] !== 0 && !predictor.attributes.some((known) => known.name === name),
    );
    if (lacking) {
      throw new MimmxError(
        'E_PREDICTOR',
        `Predictor "${predictor.name}" does not predict "${lacking.name}". Train one that does, or give the node the weight 0.`,
      );
    }
  }
  return intervene ?? names;
}
