import type { InferenceSession } from 'onnxruntime-node';
import { loadOrt } from './runtime.ts';
import { settings } from './settings.ts';

/** Makes a session for the bytes of a model, on the device of the settings. */
export const openSession = async (
  model: Uint8Array<ArrayBuffer>,
  { optimize, profile }: { readonly optimize: boolean; readonly profile?: string },
): Promise<InferenceSession> => {
  const ort = await loadOrt();
  const { device, threads } = settings();
  return ort.InferenceSession.create(model, {
    executionProviders: device === 'cpu' ? ['cpu'] : [device, 'cpu'],
    graphOptimizationLevel: optimize ? 'all' : 'basic',
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    logSeverityLevel: 3,
    ...(profile ? { enableProfiling: true, profileFilePrefix: profile } : {}),
  });
};
