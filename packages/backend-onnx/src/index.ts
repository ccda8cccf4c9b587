import { register } from './backend/register.ts';

export { OnnxBackend } from './backend/backend.ts';
export { register } from './backend/register.ts';
export { type CompileOptions, compile, endProfiling } from './compile/index.ts';
export {
  type ExportedForm,
  exportFunction,
  exportOnnx,
  type Numbers,
  runOnnx,
} from './export/index.ts';
export { plugin } from './package-plugin.ts';
export { backend, type OnnxOptions } from './plugin.ts';
export {
  configure,
  type Device,
  deviceAvailable,
  type OrtModule,
  openSessions,
  provideRuntime,
  type Runtime,
  releaseSessions,
  type Settings,
  settings,
} from './session/index.ts';

// As with every TensorFlow.js backend, importing it makes its name known, so that `tf.setBackend('onnx')` works; nothing is
// loaded or chosen yet. It is the one thing that importing does, for which package.json lists this file under
// `sideEffects`: a bundler keeps it.
register();
