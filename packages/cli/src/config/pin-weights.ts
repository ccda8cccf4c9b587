import { loadWeights } from '@mimmx/core';
import type { ExperimentConfig } from '@mimmx/experiment';

/**
 * Names the file of the encoder's weights by what is in it, too: another file under the same path is another training.
 *
 * @param folder that its path starts from
 * @throws E_PRETRAINED if it cannot be read
 */
export function pinWeights(config: ExperimentConfig, folder: string): ExperimentConfig {
  const { encoder } = config;
  const { weights: file } = encoder.options;
  if (typeof file !== 'string') return config;
  const { sha256 } = loadWeights(file, folder);
  return { ...config, encoder: { ...encoder, options: { ...encoder.options, weights: { file, sha256 } } } };
}
