import { loadOrt, loadRuntime } from './runtime.ts';
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
    const { ort, machine, missing } = await loadRuntime();
    const list = ort.listSupportedBackends();
    const found = list.find(({ name }) => name === device);
    if (!found) {
      const names = list.map(({ name }) => name).join(', ');
      return `ONNX Runtime on ${machine} has no "${device}" provider (it has ${names}); use one of those.`;
    }
    const lack = found.bundled ? null : missing();
    if (lack) return lack;
    return (await canOpen(device))
      ? true
      : `The "${device}" provider is there, but no device of its kind answers; check the driver, or use device "cpu".`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

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
