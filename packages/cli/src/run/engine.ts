import type { Choice, Registry } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { type ChosenBackend, chooseBackend } from '@mimmx/experiment/node';
import { log } from '../log.ts';

/** Keeps TensorFlow.js from advertising its native package on the first tensor; it guards that by its PROD flag. */
export const quietTensorFlow = (): void => tf.enableProdMode();

/** Chooses the backend and makes it the current one. @throws E_UNKNOWN_NAME, E_BACKEND_UNAVAILABLE */
export async function setUpBackend(registry: Registry, named?: string | Choice): Promise<ChosenBackend> {
  quietTensorFlow();
  const chosen = await chooseBackend(registry, named);
  if (chosen.warning) log.warn(chosen.warning);
  await chosen.backend.setup();
  return chosen;
}
