export {
  type BackendOptions,
  type BalancerOptions,
  type DatasetOptions,
  type EncoderOptions,
  type EstimatorOptions,
  type MethodOptions,
  untyped,
  type WeighterOptions,
} from '@mimmx/core';
export { defineGenerator } from '@mimmx/counterfactual';
export { defineConfig, type TypedConfig } from '@mimmx/experiment';
export { type Command, command, commonArgs } from './command.ts';
export { type LoadedConfig, loadConfig } from './config/load-config.ts';
export { applyOverrides, type Overrides } from './config/overrides.ts';
export type { IncludedTypes } from './included-types.ts';
export { main } from './main.ts';
export { commandRegistry, includedPackages } from './run/registry.ts';
export { writeReport } from './run/write-report.ts';
export { summaryTable } from './table/summary-table.ts';
export { type ColumnGroup, renderTable } from './table/table.ts';
export { version } from './version.ts';
