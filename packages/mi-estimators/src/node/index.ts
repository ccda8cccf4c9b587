export { type BenchmarkOptions, type BenchmarkReport, runBenchmark } from './run-benchmark.ts';
export type { Failure, RunSettings } from './run-jobs.ts';
export { type ProtocolOptions, runProtocol } from './run-protocol.ts';
export { type BackendModule, findEstimators, type PluginPlaces } from './surroundings.ts';
export { benchmarkTable } from './table.ts';
