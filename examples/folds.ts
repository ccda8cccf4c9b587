/**
 * Trains one method of a config on each of its folds, by patient, and prints the AUROC of the patients left out.
 *
 *     node --conditions=@mimmx/source examples/folds.ts CONFIG [METHOD] [--jobs N] [--out FOLDER]
 *
 * Every fold is a trial with the settings of the config, tested once, at the end of its training. The trials lie in a
 * run folder (runs/NAME-METHOD-folds if none is given), so that a stopped start goes on. As many are trained side by side
 * as there are cores, each in a process of one thread: two threads in one training would save less.
 */
import { basename, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { backend as onnx } from '@mimmx/backend-onnx';
import { plugin as baselines } from '@mimmx/baselines';
import { corePlugin, createRegistry, definePlugin } from '@mimmx/core';
import { enableProdMode } from '@mimmx/core/tf';
import { meanAndSd } from '@mimmx/evaluation';
import {
  createDataPool,
  type ExperimentInput,
  fingerprint,
  resolveConfig,
  runTrials,
  trialsOf,
} from '@mimmx/experiment';
import { loadPlugins, openRun, pluginVersions, readEnvironment } from '@mimmx/experiment/node';
import { plugin as estimators } from '@mimmx/mi-estimators';
import { isServing } from '@mimmx/runners';
import { defaultJobs, runInProcesses, serveTrials, thisProgram } from '@mimmx/runners/trials';
import { plugin as weighter } from '@mimmx/weighter';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { jobs: { type: 'string' }, out: { type: 'string' } },
});
const [path = '', method = 'erm'] = positionals;
const file = resolve(path);
const { default: input } = (await import(pathToFileURL(file).href)) as { default: ExperimentInput };
const config = resolveConfig({ ...input, methods: { [method]: input.methods[method] } });
const { split } = config.data;
if (!('folds' in split)) {
  throw new Error(`${basename(file)} has no folds: write split: { folds: 5, fold: 0 }`);
}
const trials = Array.from({ length: split.folds }, (_, fold) => {
  const [trial] = trialsOf({ ...config, data: { ...config.data, split: { ...split, fold } } });
  return { ...trial!, tags: { ...trial!.tags, fold } };
});

const registry = createRegistry().use(corePlugin).use(baselines).use(estimators).use(weighter);
registry.use(definePlugin({ name: '@mimmx/backend-onnx', provides: [onnx] }));
for (const plugin of await loadPlugins(config.plugins, { from: dirname(file) })) registry.use(plugin);
// Keeps TensorFlow.js from advertising its native package.
enableProdMode();
const backend = registry.create('backend', 'onnx', {}, { device: 'cpu', threads: 1 });
await backend.setup();

const data = createDataPool(registry, dirname(file));
const { dataset } = await data.open(trials[0]!);
const out = values.out ?? join('runs', `${config.name}-${method}-folds`);
const environment = await readEnvironment(backend, {
  name: 'onnx',
  versions: pluginVersions(config.plugins, dirname(file)),
});
const { trials: store } = await openRun(out, config, environment, { data: fingerprint(dataset) });
const setting = { registry, backend, store, data };

if (isServing()) {
  process.exitCode = await serveTrials(trials, setting);
} else {
  const started = performance.now();
  const jobs = Number(values.jobs ?? defaultJobs(trials.length));
  const command = [...thisProgram(), path, method, '--out', out];
  const run = jobs > 1 ? runInProcesses({ jobs, command }) : runTrials;
  const results = await run(trials, setting);

  const aurocs: number[] = [];
  for (const [fold, { rows }] of results.entries()) {
    const { sets } = (await data.open(trials[fold]!)).prepared.report;
    const [trained, tested] = ['train', 'heldOut'].map((name) => sets.find((set) => set.name === name)!);
    const auroc = rows.find((row) => row.measure === 'auroc' && row.set === 'heldOut' && !row.group)!.value!;
    aurocs.push(auroc);
    console.log(
      `fold ${fold}: trained on ${trained!.count} images of ${trained!.patients} patients, tested on ${tested!.count} of ${tested!.patients}: AUROC ${auroc.toFixed(3)}`,
    );
  }
  const { mean, sd } = meanAndSd(aurocs);
  const minutes = (performance.now() - started) / 60_000;
  console.log(
    `${config.name}, ${method}: AUROC ${mean.toFixed(3)} ± ${sd.toFixed(3)} (mean ± sd of ${split.folds} folds), ${minutes.toFixed(1)} minutes`,
  );
}
await data.close();
