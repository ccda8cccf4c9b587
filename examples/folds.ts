/**
 * Trains one method of a config on each of its folds, by patient, and prints the AUROC of the patients left out.
 *
 *     node --conditions=@mimmx/source examples/folds.ts CONFIG [METHOD]
 *
 * Every fold is trained with the settings of the config and tested once, at the end of its training. As many folds are
 * trained side by side as there are cores, each in a process of one thread: two threads in one training would save less.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { meanAndSd } from '@mimmx/evaluation';
import { type ExperimentInput, resolveConfig } from '@mimmx/experiment';
import type { Fold } from './fold.ts';

const [path = '', method = 'erm'] = process.argv.slice(2);
const file = resolve(path);
const { default: input } = (await import(pathToFileURL(file).href)) as { default: ExperimentInput };
const { split } = resolveConfig(input).data;
if (!('folds' in split))
  throw new Error(`${basename(file)} has no folds: write split: { folds: 5, fold: 0 }`);

async function train(fold: number): Promise<Fold> {
  const child = fork(join(import.meta.dirname, 'fold.ts'), [file, method, String(fold)]);
  const [outcome] = await Promise.race([once(child, 'message'), once(child, 'exit')]);
  if (typeof outcome !== 'object') throw new Error(`fold ${fold} stopped: ${outcome}`);
  return outcome as Fold;
}

const started = performance.now();
const folds: Promise<Fold>[] = [];
const cores = availableParallelism();
for (let fold = 0; fold < split.folds; fold++)
  folds.push(Promise.resolve(folds[fold - cores]).then(() => train(fold)));

const aurocs: number[] = [];
for (const [fold, result] of folds.entries()) {
  const { trained, tested, auroc } = await result;
  aurocs.push(auroc);
  console.log(
    `fold ${fold}: trained on ${trained.images} images of ${trained.patients} patients, tested on ${tested.images} of ${tested.patients}: AUROC ${auroc.toFixed(3)}`,
  );
}
const { mean, sd } = meanAndSd(aurocs);
const minutes = (performance.now() - started) / 60_000;
console.log(
  `${input.name}, ${method}: AUROC ${mean.toFixed(3)} ± ${sd.toFixed(3)} (mean ± sd of ${split.folds} folds), ${minutes.toFixed(1)} minutes`,
);
