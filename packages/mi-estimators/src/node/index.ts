export type { BackendModule } from './job.ts';
export { type BenchmarkOptions, type BenchmarkReport, runBenchmark } from './run-benchmark.ts';
export { benchmarkTable } from './table.ts';
