// The JavaScript side of onnxruntime-node 1.30 (MIT, © Microsoft Corporation), for native files in any folder.
import { createRequire } from 'node:module';
import { isMainThread } from 'node:worker_threads';
import * as common from 'onnxruntime-common';
import type { OrtModule } from '../session/runtime-form.ts';

interface NativeValue {
  readonly name: string;
  readonly isTensor: boolean;
  readonly type: number;
  readonly shape: readonly number[];
  readonly symbolicDimensions: readonly string[];
}

interface NativeSession {
  readonly inputMetadata: readonly NativeValue[];
  readonly outputMetadata: readonly NativeValue[];
  loadModel(path: string, options: object): void;
  loadModel(buffer: ArrayBufferLike, offset: number, length: number, options: object): void;
  run(feeds: object, fetches: object, options: object): common.SessionHandler.ReturnType;
  dispose(): void;
  endProfiling(): void;
}

interface NativeBinding {
  readonly InferenceSession: new () => NativeSession;
  initOrtOnce(logLevel: number, tensor: unknown, mainThread: boolean): void;
  listSupportedBackends(): { readonly name: string; readonly bundled: boolean }[];
}

/** Only what is worse than a warning is written to the console. */
const ERRORS = 3;

/** Names of element types by ONNX's number of them. */
const TYPES: readonly (string | undefined)[] = [
  ...[
    undefined,
    'float32',
    'uint8',
    'int8',
    'uint16',
    'int16',
    'int32',
    'int64',
    'string',
    'bool',
    'float16',
  ],
  ...['float64', 'uint32', 'uint64'],
];

const describe = ({ name, isTensor, type, shape, symbolicDimensions }: NativeValue) =>
  isTensor
    ? {
        name,
        isTensor,
        type: TYPES[type],
        shape: shape.map((size, axis) => (size === -1 ? symbolicDimensions[axis] : size)),
      }
    : { name, isTensor };

/** Native calls block: they begin after what else waits. */
const later = <T>(job: () => T): Promise<T> =>
  new Promise((resolve, reject) => {
    setImmediate(() => {
      try {
        resolve(job());
      } catch (error) {
        reject(error);
      }
    });
  });

function handlerOf(session: NativeSession) {
  const [inputs, outputs] = [session.inputMetadata, session.outputMetadata];
  return {
    inputNames: inputs.map(({ name }) => name),
    outputNames: outputs.map(({ name }) => name),
    inputMetadata: inputs.map(describe),
    outputMetadata: outputs.map(describe),
    dispose: async () => session.dispose(),
    startProfiling() {},
    endProfiling: () => session.endProfiling(),
    run: (feeds: object, fetches: object, options: object) =>
      later(() => session.run(feeds, fetches, options)),
  };
}

/**
 * ONNX Runtime from its native files.
 *
 * @param folder that has `onnxruntime_binding.node`, with the libraries it needs beside it
 * @throws what Node throws when the file cannot be loaded
 */
export function loadNative(folder: string, version: string): OrtModule {
  const binding: NativeBinding = createRequire(import.meta.url)(`${folder}/onnxruntime_binding.node`);
  binding.initOrtOnce(ERRORS, common.Tensor, isMainThread);
  const backend = {
    init: async () => {},
    createInferenceSessionHandler: (model: string | Uint8Array, options: object = {}) =>
      later(() => {
        const session = new binding.InferenceSession();
        if (typeof model === 'string') session.loadModel(model, options);
        else session.loadModel(model.buffer, model.byteOffset, model.byteLength, options);
        return handlerOf(session);
      }),
  };
  const backends = binding.listSupportedBackends();
  for (const { name } of backends) common.registerBackend(name, backend as unknown as common.Backend, 100);
  Object.defineProperty(common.env.versions, 'node', {
    value: version,
    enumerable: true,
    configurable: true,
  });
  return { ...common, listSupportedBackends: () => backends };
}
