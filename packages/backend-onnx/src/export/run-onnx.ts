import { loadOrt, ortError } from '../session/runtime.ts';

/** Numbers with their shape. */
export interface Numbers {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/**
 * Runs an `.onnx` file in a session of its own, on the CPU: what anybody else would get from it.
 *
 * @throws E_ORT_MISSING, E_ORT_RUN
 */
export const runOnnx = async (
  file: Uint8Array,
  inputs: Readonly<Record<string, Numbers>>,
): Promise<Record<string, Numbers>> => {
  const ort = await loadOrt();
  try {
    const session = await ort.InferenceSession.create(file);
    try {
      const feeds = Object.entries(inputs).map(
        ([name, { shape, values }]) => [name, new ort.Tensor('float32', values, shape)] as const,
      );
      const found = await session.run(Object.fromEntries(feeds));
      return Object.fromEntries(
        Object.entries(found).map(([name, { dims, data }]) => [
          name,
          { shape: dims, values: Float32Array.from(data as Float32Array) },
        ]),
      );
    } finally {
      await session.release();
    }
  } catch (error) {
    throw ortError(error);
  }
};
