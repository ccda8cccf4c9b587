/**
 * Trains one method of a config on each of its folds, by patient, and prints the AUROC of the patients left out.
 *
 *     node --conditions=@mimmx/source examples/folds.ts CONFIG [METHOD]
 *
 * Every fold is trained with the settings of the config and tested once, at the end of its training.
 */
import { basename, dirname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { backend as onnx } from '@mimmx/backend-onnx';
import { plugin as baselines } from '@mimmx/baselines';
import {
  corePlugin,
  createRegistry,
  definePlugin,
  type ExperimentInput,
  meanAndSd,
  memoryStore,
  resolveConfig,
  runExperiment,
} from '@mimmx/core';
import { loadPlugins, readEnvironment } from '@mimmx/core/node';
import { plugin as estimators } from '@mimmx/mi-estimators';
import { plugin as weighter } from '@mimmx/weighter';
import { enableProdMode } from '@tensorflow/tfjs';

const [path = '', method = 'erm'] = process.argv.slice(2);
const file = resolve(path);
const { default: input } = (await import(pathToFileURL(file).href)) as { default: ExperimentInput };
const { split } = resolveConfig(input).data;
if (!('folds' in split))
  throw new Error(`${basename(file)} has no folds: write split: { folds: 5, fold: 0 }`);

const registry = createRegistry().use(corePlugin).use(baselines).use(estimators).use(weighter);
registry.use(definePlugin({ name: '@mimmx/backend-onnx', provides: [onnx] }));
for (const plugin of await loadPlugins(input.plugins ?? [], { from: dirname(file) })) registry.use(plugin);
// Keeps TensorFlow.js from advertising its native package.
enableProdMode();
const backend = registry.create('backend', 'onnx', {}, { device: 'cpu' });
await backend.setup();
const setting = {
  registry,
  backend,
  environment: await readEnvironment(backend, { name: 'onnx' }),
  root: dirname(file),
};

const started = performance.now();
const aurocs: number[] = [];
for (let fold = 0; fold < split.folds; fold++) {
  const config = resolveConfig({
    ...input,
    data: { ...input.data, split: { ...split, fold } },
    methods: { [method]: input.methods[method] },
  });
  const { splits, methods } = await runExperiment(config, { ...setting, store: memoryStore() });
  const [train, test] = ['train', 'heldOut'].map((name) => splits.find((set) => set.name === name)!);
  const { auroc } = methods[method]!.shifts.heldOut!;
  aurocs.push(auroc);
  console.log(
    `fold ${fold}: trained on ${train!.count} images of ${train!.patients} patients, tested on ${test!.count} of ${test!.patients}: AUROC ${auroc.toFixed(3)}`,
  );
}
const { mean, sd } = meanAndSd(aurocs);
const minutes = (performance.now() - started) / 60_000;
console.log(
  `${input.name}, ${method}: AUROC ${mean.toFixed(3)} ± ${sd.toFixed(3)} (mean ± sd of ${split.folds} folds), ${minutes.toFixed(1)} minutes`,
);
