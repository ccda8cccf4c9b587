import { type CompiledFunction, MimmxError, type TensorFunction, type TensorTree } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { OnnxBackend } from '../backend/backend.ts';
import { otherCopyOfBackend } from '../backend/copies.ts';
import { inTurn } from '../backend/evaluate.ts';
import { isTensorType } from '../backend/record.ts';
import { ENGINE_NAME } from '../backend/register.ts';
import type { Value } from '../graph/index.ts';
import { sameRecording } from './compare.ts';
import { Program } from './program.ts';
import { type Recording, recordFunction, setData } from './record.ts';
import { inputsOf, leavesOf, signatureOf } from './tree.ts';

/** How many shapes of its inputs a compiled function keeps a session for. */
const SPECIALISATIONS = 8;

/** How often a function is traced before it counts as one that never settles. */
const ATTEMPTS = 5;

/** Options of {@link compile} that are for looking inside. */
export interface CompileOptions {
  /** Writes ONNX Runtime's profile of every session to a file that starts with this. */
  readonly profile?: string;
}

/**
 * Prepares a function of tensors, gradients and variable assignments included, to run as one ONNX graph. It is
 * traced once per input shapes and types; variables that it reads and assigns stay in ONNX Runtime's memory.
 *
 * What the function does in JavaScript (counters, logs, numbers from a closure) happens while tracing only. Random
 * numbers must come from `Random` of `@mimmx/core`, which feeds every call afresh.
 *
 * @throws E_BACKEND, E_VALUE_READ_IN_TRACE, E_DISPOSE_IN_TRACE, E_RANDOM_IN_TRACE, E_UNSTABLE_TRACE, E_NOT_A_TENSOR,
 * E_CAPTURED_DISPOSED, E_DISPOSED, E_DTYPE, E_NAN, E_TWO_COPIES — at a call, not here
 * @example
 * const step = compile((x: tf.Tensor, y: tf.Tensor) => optimiser.minimize(() => loss(model.apply(x), y), true));
 * const loss = await step(x, y);
 */
export const compile = <Inputs extends TensorTree[], Output extends TensorTree>(
  fn: TensorFunction<Inputs, Output>,
  options: CompileOptions = {},
): CompiledFunction<Inputs, Output> => {
  const programs = new Map<string, Promise<Program>>();
  const programFor = async (backend: OnnxBackend, inputs: Inputs): Promise<Program> => {
    const signature = signatureOf(inputs);
    let program = programs.get(signature);
    if (!program) {
      program = settle(backend, fn as unknown as (...inputs: TensorTree[]) => TensorTree, inputs, options);
      programs.set(signature, program);
      program.catch(() => programs.delete(signature));
      await forgetOldest(programs);
    }
    return program;
  };
  const run = async (...inputs: Inputs): Promise<Output> => {
    const backend = requireBackend();
    const tensors = inputsOf(inputs);
    leavesOf(inputs).forEach(requireUsable);
    return inTurn(async () => (await (await programFor(backend, inputs)).run(tensors)) as Output);
  };
  const series = async (calls: readonly Inputs[]): Promise<Output[]> => {
    const backend = requireBackend();
    for (const inputs of calls) leavesOf(inputs).forEach(requireUsable);
    return inTurn(async () => {
      const results: Output[] = [];
      // Neighbours of one signature go together; others change the program.
      for (const group of neighbours(calls, signatureOf)) {
        const program = await programFor(backend, group[0] as Inputs);
        results.push(...((await program.series(group.map((inputs) => inputsOf(inputs)))) as Output[]));
      }
      return results;
    });
  };
  const compiled = Object.assign(run, { series });
  programsOf.set(compiled, programs);
  return compiled;
};

/** Runs of items with equal keys. */
const neighbours = <T>(items: readonly T[], keyOf: (item: T) => string): T[][] => {
  const runs: T[][] = [];
  let last: string | undefined;
  for (const item of items) {
    const key = keyOf(item);
    if (key === last) runs.at(-1)?.push(item);
    else runs.push([item]);
    last = key;
  }
  return runs;
};

const programsOf = new WeakMap<object, Map<string, Promise<Program>>>();

/** Closes the profiles of a function that was compiled with `profile`, so that their files are whole. */
export const endProfiling = async (compiled: object): Promise<void> => {
  for (const program of programsOf.get(compiled)?.values() ?? []) (await program).endProfiling();
};

const requireUsable = (input: tf.Tensor): void => {
  if (input.isDisposed) {
    throw new MimmxError(
      'E_DISPOSED',
      `An input of shape [${input.shape}] is disposed; keep it until the call has ended.`,
    );
  }
  if (!isTensorType(input.dtype)) {
    throw new MimmxError(
      'E_DTYPE',
      `An input of shape [${input.shape}] is ${input.dtype}; compiled functions take float32, int32 and bool.`,
    );
  }
};

const requireBackend = (): OnnxBackend => {
  const backend = tf.backend();
  if (backend instanceof OnnxBackend) return backend;
  if (tf.getBackend() === ENGINE_NAME) throw otherCopyOfBackend();
  throw new MimmxError(
    'E_BACKEND',
    `The current backend is "${tf.getBackend()}"; await tf.setBackend('onnx') before calling a compiled function (where that was done, there are two copies of TensorFlow.js: npm ls @tensorflow/tfjs-core).`,
  );
};

const forgetOldest = async (programs: Map<string, Promise<Program>>): Promise<void> => {
  if (programs.size <= SPECIALISATIONS) return;
  const [oldest, program] = programs.entries().next().value as [string, Promise<Program>];
  programs.delete(oldest);
  await (await program).release();
};

/** Traces until two tracings in a row agree and no variable is made any more. */
const settle = async (
  backend: OnnxBackend,
  fn: (...inputs: TensorTree[]) => TensorTree,
  inputs: TensorTree[],
  options: CompileOptions,
): Promise<Program> => {
  let previous: Recording | null = null;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const recording = recordFunction(backend, fn, inputs);
    if (recording.created.size > 0) {
      await initialise(backend, recording, inputs);
      previous = null;
      continue;
    }
    if (previous && sameRecording(previous, recording))
      return Program.build(backend, recording, options.profile);
    previous = recording;
  }
  throw new MimmxError(
    'E_UNSTABLE_TRACE',
    `A compiled function did something else each of ${ATTEMPTS} times it was traced; make what it does depend on its inputs only.`,
  );
};

/** Gives variables that were made during a trace the first values they would have had outside it. */
const initialise = async (
  backend: OnnxBackend,
  { trace, created }: Recording,
  inputs: TensorTree[],
): Promise<void> => {
  const leaves = inputsOf(inputs).map((tensor) => backend.record(tensor.dataId).value);
  const sources: (readonly [Value, Value])[] = [
    ...trace.inputs.map((value, i) => [value, leaves[i] as Value] as const),
    ...[...trace.captures.values()].map(({ value, record }) => [value, record.value] as const),
  ];
  await backend.compute(sources.map(([, source]) => source));
  for (const [value, source] of sources) Object.assign(value, { data: source.data, tensor: source.tensor });
  for (const { value, produce } of trace.hosts) value.data = produce();
  await backend.compute([...created.values()]);
  for (const [variable, value] of created) if (!variable.isDisposed) setData(variable, backend.adopt(value));
};
