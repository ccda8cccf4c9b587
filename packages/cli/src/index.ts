// The names and options of what comes with the command, for whoever writes a config with defineConfig.
import type {} from '@mimmx/backend-onnx';
import type {} from '@mimmx/baselines';
import type {} from '@mimmx/datasets-digits';
import type {} from '@mimmx/mi-estimators';
import type {} from '@mimmx/weighter';

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
export { defineConfig, type TypedConfig } from '@mimmx/experiment';
export { type Command, command, commonArgs } from './command.ts';
export { type LoadedConfig, loadConfig } from './config/load-config.ts';
export { applyOverrides, type Overrides } from './config/overrides.ts';
export { main, version } from './main.ts';
export { commandRegistry, includedPackages } from './run/registry.ts';
export { writeReport } from './run/write-report.ts';
export { summaryTable } from './table/summary-table.ts';
export { type ColumnGroup, renderTable } from './table/table.ts';
