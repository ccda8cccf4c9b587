import { MimmxError } from '../errors.ts';
import * as tf from '../tf/index.ts';

/** A variable outside the engine. */
export interface SavedTensor {
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'int32' | 'bool';
  readonly values: Float32Array | Int32Array | Uint8Array;
}

type Variables = Readonly<Record<string, tf.Variable>>;

/**
 * Copies every variable out of the engine.
 *
 * @param when said in the error, e.g. `at update 40`
 * @throws E_NAN_WEIGHTS naming the first that is not finite
 */
export async function takeSnapshot(
  variables: Variables,
  when = 'here',
): Promise<Record<string, SavedTensor>> {
  const saved: Record<string, SavedTensor> = {};
  for (const [name, variable] of Object.entries(variables)) {
    const values = (await variable.data()).slice() as SavedTensor['values'];
    if (!values.every(Number.isFinite)) {
      throw new MimmxError(
        'E_NAN_WEIGHTS',
        `"${name}" is not finite ${when}. Lower the learning rate or the weight of the MI term.`,
      );
    }
    saved[name] = { shape: variable.shape, dtype: variable.dtype as SavedTensor['dtype'], values };
  }
  return saved;
}

/** Puts a snapshot back. @throws E_CHECKPOINT if a variable is missing or has another shape */
export function restoreSnapshot(variables: Variables, saved: Readonly<Record<string, SavedTensor>>): void {
  for (const [name, variable] of Object.entries(variables)) {
    const kept = saved[name];
    if (!kept || kept.shape.join() !== variable.shape.join()) {
      throw new MimmxError(
        'E_CHECKPOINT',
        `Variable "${name}" is [${variable.shape}], the checkpoint has ${kept ? `[${kept.shape}]` : 'none'}. Was the configuration changed? Start a new run.`,
      );
    }
    tf.tidy(() => variable.assign(tf.tensor(kept.values, [...kept.shape], kept.dtype)));
  }
}
