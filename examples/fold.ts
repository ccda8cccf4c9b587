/**
 * Trains one method of a config on one of its folds and sends what came of it to the process that asked: see `folds.ts`.
 */
import { dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { backend as onnx } from '@mimmx/backend-onnx';
import { plugin as baselines } from '@mimmx/baselines';
import { corePlugin, createRegistry, definePlugin } from '@mimmx/core';
import { type ExperimentInput, memoryRun, resolveConfig, runExperiment } from '@mimmx/experiment';
import { loadPlugins } from '@mimmx/experiment/node';
import { plugin as estimators } from '@mimmx/mi-estimators';
import { plugin as weighter } from '@mimmx/weighter';
import { enableProdMode } from '@tensorflow/tfjs';

/** What a fold came to. */
export interface Fold {
  readonly trained: { readonly images: number; readonly patients: number };
  readonly tested: { readonly images: number; readonly patients: number };
  readonly auroc: number;
}

const [path = '', method = '', fold = ''] = process.argv.slice(2);
const file = resolve(path);
const { default: input } = (await import(pathToFileURL(file).href)) as { default: ExperimentInput };
const config = resolveConfig({
  ...input,
  data: { ...input.data, split: { ...input.data.split, fold: Number(fold) } },
  methods: { [method]: input.methods[method] },
});

const registry = createRegistry().use(corePlugin).use(baselines).use(estimators).use(weighter);
registry.use(definePlugin({ name: '@mimmx/backend-onnx', provides: [onnx] }));
for (const plugin of await loadPlugins(input.plugins ?? [], { from: dirname(file) })) registry.use(plugin);
// Keeps TensorFlow.js from advertising its native package.
enableProdMode();
// The folds are trained side by side: one thread each.
const backend = registry.create('backend', 'onnx', {}, { device: 'cpu', threads: 1 });
await backend.setup();

const { splits, methods } = await runExperiment(config, {
  registry,
  backend,
  root: dirname(file),
  open: async () => memoryRun(),
});
const [trained, tested] = ['train', 'heldOut'].map((name) => {
  const { count, patients } = splits.find((set) => set.name === name)!;
  return { images: count, patients };
});
process.send!({ trained, tested, auroc: methods[method]!.shifts.heldOut!.auroc } as Fold);
process.disconnect();
