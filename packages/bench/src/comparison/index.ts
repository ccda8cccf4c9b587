export { agrees, type BenchCell } from './cells.ts';
export type { BenchCost } from './cost.ts';
export { criticalDifference, ENOUGH_BLOCKS } from './critical-difference.ts';
export { oneDataset } from './one-dataset.ts';
export { benchMarkdown } from './output/markdown.ts';
export { terminalTable } from './output/text.ts';
export {
  defineProtocol,
  type MethodProtocol,
  type MethodProtocolOptions,
  type ProtocolConfig,
  type ProtocolContext,
  type ProtocolDefinition,
  type ProtocolMeasure,
  type ProtocolRow,
  type ProtocolSetting,
  type PublishedNumber,
  protocolKind,
} from './protocol.ts';
export { type BenchOutcome, type BenchSetting, collectBench, retryFailed, runBench } from './run.ts';
export { searchDraws } from './search.ts';
export type { SearchSummary } from './selected.ts';
export type { OverBlocks, Statistics } from './statistics.ts';
export { type BenchSummary, createProtocol, summariseBench } from './summary.ts';
export { type BenchTrial, benchTrials, type Draw, type TrialsAsked } from './trials.ts';
export { writeBench } from './write.ts';
