export { type CompileOptions, compile, endProfiling } from './compile.ts';
