// Bundled together with TensorFlow.js's tests, so that tests and backend share one copy of tfjs-core.
import { setTestEnvs } from '@tensorflow/tfjs-core/dist/jasmine_util';
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import '@tensorflow/tfjs-backend-cpu';
import { register } from '../src/backend/register.ts';
import { configure, loadOrt } from '../src/session/index.ts';

configure({ threads: 1, optimizeAll: process.env.MIMMX_CONFORMANCE_PASSES === '1' });
register();
// isDataSync: the tests that read synchronously are run, and counted as skipped by the error they meet.
setTestEnvs([{ name: 'onnx', backendName: 'onnx', isDataSync: true }]);

/** Loads ONNX Runtime: where that fails, TensorFlow.js would say nothing and run the tests on another backend. */
export const ready = loadOrt;
