import { MimmxError } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import type { Value } from '../graph/index.ts';
import { download, settings } from '../session/index.ts';

/** A value with the name that a user knows it by. */
export interface Named {
  readonly name: string;
  readonly value: Value;
}

/** Whether results are looked through for NaN: asked for, or TensorFlow.js's debug mode is on. */
export const checksNumbers = (): boolean => settings().checkNumbers || tf.env().getBool('DEBUG');

const notFinite = async (list: readonly Named[]): Promise<Named[]> => {
  const found: Named[] = [];
  for (const named of list) {
    if (named.value.type !== 'float32') continue;
    const data = (await download(named.value)) as Float32Array;
    if (data.some((number) => !Number.isFinite(number))) found.push(named);
  }
  return found;
};

/**
 * Looks through what went into a call and what came out of it.
 *
 * @throws E_NAN that names the first value that is not finite, what went in first
 */
export const requireFinite = async (before: readonly Named[], after: readonly Named[]): Promise<void> => {
  const [spoilt] = await notFinite(before);
  if (spoilt) {
    throw new MimmxError(
      'E_NAN',
      `${spoilt.name} holds NaN or Infinity before the call; mend the data, or restore the variable from a checkpoint.`,
    );
  }
  const [first, ...others] = await notFinite(after);
  if (!first) return;
  const more = others.length > 0 ? ` (and ${others.length} more)` : '';
  throw new MimmxError(
    'E_NAN',
    `${first.name}${more} became NaN or Infinity in this call; lower the learning rate, or look for log(0), 0/0 or a large exp (variables keep the values from before it).`,
  );
};
