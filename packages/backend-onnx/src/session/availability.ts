import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadOrt, loadRuntime, ORT_VERSION } from './runtime.ts';
import type { Device } from './settings.ts';

const answers = new Map<Device, Promise<true | string>>();

/** True if the installed ONNX Runtime can run on a device, or one sentence that says what to do. Asked once. */
export const deviceAvailable = (device: Device): Promise<true | string> => {
  const answer = answers.get(device) ?? ask(device);
  answers.set(device, answer);
  return answer;
};

const ask = async (device: Device): Promise<true | string> => {
  try {
    const { ort, folder } = await loadRuntime();
    const list = ort.listSupportedBackends();
    const found = list.find(({ name }) => name === device);
    if (!found) {
      const names = list.map(({ name }) => name).join(', ');
      return `ONNX Runtime on ${process.platform}-${process.arch} has no "${device}" provider (it has ${names}); use one of those.`;
    }
    if (!found.bundled && !hasSharedLibrary(folder)) {
      return `The CUDA provider is not installed: npm install onnxruntime-node@${ORT_VERSION} with its install script, where CUDA 12 and cuDNN 9 are; it takes the place of the files that came with this package.`;
    }
    return (await canOpen(device))
      ? true
      : `The "${device}" provider is there, but no device of its kind answers; check the driver, or use device "cpu".`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

/**
 * Whether the install script has fetched what providers outside the package's own library need. Looked for before
 * ONNX Runtime is asked, which would write of it to the console.
 */
const hasSharedLibrary = (folder: string): boolean =>
  existsSync(
    join(
      folder,
      process.platform === 'win32'
        ? 'onnxruntime_providers_shared.dll'
        : 'libonnxruntime_providers_shared.so',
    ),
  );

/** y = x + x as a model: the smallest thing that a provider must be able to run. */
const canOpen = async (device: Device): Promise<boolean> => {
  if (device === 'cpu') return true;
  const ort = await loadOrt();
  const { encodeModel } = await import('../proto/model.ts');
  const { add, Value } = await import('../graph/index.ts');
  const x = new Value([1], 'float32');
  const y = add(x, x);
  const model = encodeModel({
    nodes: y.node ? [y.node] : [],
    inputs: [x],
    outputs: [y],
    initializers: [],
    name: (value) => (value === x ? 'x' : 'y'),
  });
  try {
    const session = await ort.InferenceSession.create(model, {
      executionProviders: [device],
      logSeverityLevel: 4,
    });
    await session.release();
    return true;
  } catch {
    return false;
  }
};
