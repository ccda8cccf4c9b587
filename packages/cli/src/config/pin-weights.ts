import { loadWeights, torchDensenet121, torchResnet18, torchResnet50 } from '@mimmx/core';
import type { ExperimentConfig } from '@mimmx/experiment';

/** The encoders whose `weights` are a file; those of others may mean anything by it. */
const OURS: readonly string[] = [torchResnet18, torchResnet50, torchDensenet121].map(({ name }) => name);

/**
 * Names the file of the encoder's weights by what is in it, too: another file under the same path is another training.
 *
 * @param folder that its path starts from
 * @throws E_PRETRAINED if it cannot be read
 */
export function pinWeights(config: ExperimentConfig, folder: string): ExperimentConfig {
  const { encoder } = config;
  const { weights: file } = encoder.options;
  if (typeof file !== 'string' || !OURS.includes(encoder.name)) return config;
  const { sha256 } = loadWeights(file, folder);
  return { ...config, encoder: { ...encoder, options: { ...encoder.options, weights: { file, sha256 } } } };
}
