import type { Definition, Draft, Random } from '@mimmx/core';
import type * as tf from '@mimmx/core/tf';
import { imageModelKind } from '../kinds.ts';
import type { Gaussian } from './gaussian.ts';
import type { Likelihood } from './likelihood.ts';
import type { ImageShape } from './shape.ts';
import type { ImageTraining, ImageTrainingData, ImageTrainingOptions } from './training.ts';

export type { ImageShape } from './shape.ts';

export interface ImageModelContext {
  readonly shape: ImageShape;
  /** Width of the encoded parents. */
  readonly parents: number;
  /** Columns of each attribute among them, for models that can leave out one at a time; one group of all if absent. */
  readonly columns?: Readonly<Record<string, { readonly from: number; readonly width: number }>>;
  readonly random: Random;
}

/** A group of attributes and how strongly they are to be followed. */
export interface GuidedGroup {
  readonly names: readonly string[];
  /** w: 1 is the conditional field, above it exaggerates. */
  readonly weight: number;
}

/** How latent variables are drawn: z = mean + temperature · scale · noise. Without it, z is the mean. */
export interface LatentNoise {
  readonly random: Random;
  readonly temperature: number;
}

/** One group of latent variables: the posterior and what was drawn from it. */
export interface Latent extends Gaussian {
  readonly z: tf.Tensor;
}

/** What one pass of encoder and decoder gives. */
export interface Pass {
  readonly latents: readonly Latent[];
  /** KL of each level in nats per image, [batch] each. */
  readonly kl: readonly tf.Tensor1D[];
  readonly likelihood: Likelihood;
}

/**
 * An image from parents and latent variables: x ~ p(x | z, parents), with an approximate posterior. All functions are
 * static, so that they compile; images are [batch, height, width, channels] on −1 to 1, parents [batch, width].
 */
export interface ImageModel {
  /** Weights by stable name. */
  readonly variables: Readonly<Record<string, tf.Variable>>;
  /** Names of those that only decoding uses. */
  readonly decoder: readonly string[];
  /** Names of the levels, coarse to fine. */
  readonly levels: readonly string[];
  /** `exogenous`: the latent variables' prior does not see the parents. `mediator`: it does. */
  readonly prior: 'exogenous' | 'mediator';
  /** Posterior, and the likelihood under the same parents. */
  pass(x: tf.Tensor4D, parents: tf.Tensor2D, noise: LatentNoise | null): Pass;
  /**
   * The likelihood of given latent variables under any parents.
   *
   * @param groups weights of groups of attributes, for models that can be guided (`guided`)
   */
  decode(z: readonly tf.Tensor[], parents: tf.Tensor2D, groups?: readonly GuidedGroup[]): Likelihood;
  /** Whether `decode` follows groups of attributes by weights. */
  readonly guided?: boolean;
  /** A training of its own, for models that have no evidence lower bound; such a model cannot be fine-tuned. */
  train?(data: ImageTrainingData, options: ImageTrainingOptions): ImageTraining;
  /**
   * Latent variables under other parents, where the prior depends on them: z* = r_mean + r_scale · u with r the mixture
   * of posterior and new prior, and u = (z − mean) / scale. With `alpha` 1 they stay as they are.
   */
  mediate(latents: readonly Latent[], parents: tf.Tensor2D, alpha: number): readonly tf.Tensor[];
  /** Latent variables from the prior. */
  sample(parents: tf.Tensor2D, noise: LatentNoise): readonly tf.Tensor[];
}

/** Names and options of the image models, open for declaration merging. */
// biome-ignore lint/suspicious/noEmptyInterface: open for declaration merging.
export interface ImageModelOptions {}

export interface ImageModelDefinition<Name extends string = string, Options = unknown>
  extends Definition<'image-model', Name, ImageModelContext, Options, ImageModel> {}

/** An image model of any options. */
// biome-ignore lint/suspicious/noExplicitAny: options are checked on use.
export type AnyImageModel = ImageModelDefinition<string, any>;

/** Declares an image-model plugin. */
export function defineImageModel<const Name extends string, Options>(
  draft: Draft<ImageModelDefinition<Name, Options>>,
): ImageModelDefinition<Name, Options> {
  return { kind: 'image-model', contract: imageModelKind.contract, ...draft };
}

declare module '@mimmx/core' {
  interface Kinds {
    'image-model': {
      context: ImageModelContext;
      product: ImageModel;
      definition: ImageModelDefinition;
      options: ImageModelOptions;
    };
  }
}
