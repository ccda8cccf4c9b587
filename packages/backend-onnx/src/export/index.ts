export { exportOnnx } from './export.ts';
export { type ExportedForm, exportFunction } from './export-function.ts';
export { type Numbers, runOnnx } from './run-onnx.ts';
