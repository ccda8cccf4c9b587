export {
  type CounterfactualPass,
  counterfactualPass,
  effects,
  type Prediction,
  predictPixels,
} from './counterfactual.ts';
export { type ElboSettings, type NegativeElbo, negativeElbo } from './elbo.ts';
export { type Gaussian, gaussianKl, mixture } from './gaussian.ts';
export {
  type AnyImageModel,
  defineImageModel,
  type GuidedGroup,
  type ImageModel,
  type ImageModelContext,
  type ImageModelDefinition,
  type ImageModelOptions,
  type ImageShape,
  type Latent,
  type LatentNoise,
  type Pass,
} from './image-model.ts';
export {
  completeRows,
  countImages,
  firstRows,
  type ImageTable,
  type Minibatch,
  type MinibatchSettings,
  minibatches,
  pixelsOf,
  rowsOfTable,
} from './images.ts';
export { type LadderOptions, ladder } from './ladder/ladder.ts';
export { referenceLadder } from './ladder/options.ts';
export { discretisedGaussian, type Likelihood, negativeLogLikelihood } from './likelihood.ts';
export { type ElboReport, type MeasureElboContext, measureElbo } from './measure-elbo.ts';
export { createParentEncoding, type ParentEncoding } from './parent-encoding.ts';
export { type ImageTrainingContext, trainImageModel } from './train.ts';
export {
  type ImageTraining,
  type ImageTrainingData,
  type ImageTrainingOptions,
  imageTrainingSchema,
} from './training.ts';
export { type VaeOptions, vae } from './vae.ts';
