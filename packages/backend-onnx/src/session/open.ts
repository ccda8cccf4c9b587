import { MimmxError } from '@mimmx/core';
import type { InferenceSession } from 'onnxruntime-common';
import { deviceAvailable } from './availability.ts';
import { loadOrt, ortError } from './runtime.ts';
import { type Device, settings } from './settings.ts';

interface OpenOptions {
  /** Whether ONNX Runtime may use all of its own rewriting. */
  readonly optimize: boolean;
  /** Where to write a profile: the file's name begins with this. */
  readonly profile?: string;
  /** Outputs that are left in the device's memory, where the provider can do that. */
  readonly onDevice?: readonly string[];
  /** Nodes that run on the CPU, whatever the device. */
  readonly onCpu?: readonly string[];
}

/**
 * Makes a session for the bytes of a model, on the device of the settings.
 *
 * @throws E_BACKEND if the device is not there, with what is missing
 * @throws E_ORT_RUN if ONNX Runtime refuses the model
 */
export const openSession = async (
  model: Uint8Array<ArrayBuffer>,
  { optimize, profile, onDevice = [], onCpu = [] }: OpenOptions,
): Promise<InferenceSession> => {
  const ort = await loadOrt();
  const { device, threads } = settings();
  const answer = await deviceAvailable(device);
  // Where a provider is unknown to it, ONNX Runtime silently takes the CPU's.
  if (answer !== true) throw new MimmxError('E_BACKEND', answer);
  const created = ort.InferenceSession.create(model, {
    executionProviders: device === 'cpu' ? ['cpu'] : [provider(device, onCpu), 'cpu'],
    graphOptimizationLevel: optimize ? 'all' : 'basic',
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    logSeverityLevel: 3,
    // Of the providers, the Node binding can hand out memory of WebGPU only.
    ...(device === 'webgpu'
      ? { preferredOutputLocation: Object.fromEntries(onDevice.map((name) => [name, 'gpu-buffer' as const])) }
      : {}),
    ...(profile ? { enableProfiling: true, profileFilePrefix: profile } : {}),
  });
  return created.catch((cause: unknown) => {
    throw ortError(cause);
  });
};

const provider = (device: Device, onCpu: readonly string[]) =>
  device === 'webgpu' && onCpu.length > 0 ? { name: device, forceCpuNodeNames: onCpu } : device;
