/**
 * What an image model keeps of an attribute that nobody intervened on, and what it paints of it from its label: the
 * log-odds of a judge on images with nothing changed, regressed on its log-odds on the real images and on the label. Kept
 * is the first slope (1 is ideal), painted the second one as a share of the distance between the classes of real images (0
 * is ideal). Models and tunings are those of bench:amplification, of a seed that is not judged there.
 *
 *   npm run bench:painted -- [--seed 100] [--conditionings shift,latent] [--tunings none,matched]
 */

import { Random } from '@mimmx/core';
import { predictAll } from '@mimmx/counterfactual';
import { openAmbiguous } from './ambiguous.ts';
import { argument } from './arguments.ts';

const JUDGE = 'other-seed';
const seed = Number(argument('--seed') ?? 100);
const conditionings = (argument('--conditionings') ?? 'shift,latent').split(',');
const tunings = (argument('--tunings') ?? 'none,matched').split(',');

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
function covariance(a: readonly number[], b: readonly number[]): number {
  const [m, n] = [mean(a), mean(b)];
  return mean(a.map((value, i) => (value - m) * (b[i]! - n)));
}

/** Least squares of `made` on `real` and `label`: both slopes, the second as a share of the distance between classes. */
function keptAndPainted(made: readonly number[], real: readonly number[], label: readonly number[]) {
  const [rr, rl, ll] = [covariance(real, real), covariance(real, label), covariance(label, label)];
  const [rm, lm] = [covariance(real, made), covariance(label, made)];
  const determinant = rr * ll - rl * rl;
  const painted = (lm * rr - rm * rl) / determinant;
  return { kept: (rm * ll - lm * rl) / determinant, painted: painted / (rl / ll) };
}

const open = await openAmbiguous((text) => console.error(text));
console.log('| parents enter by | tuning | attribute | kept | painted |\n|---|---|---|---|---|');
for (const conditioning of conditionings) {
  const { study, test, backend } = await open(seed, conditioning, 1);
  const { generator } = study;
  const judge = study.predictors.find(({ name }) => name === JUDGE)!;
  const real = await predictAll(judge, test, backend);
  for (const tuning of tunings) {
    await study.tune(tuning);
    const request = { do: {}, pixelNoise: 0.1, random: new Random(seed) };
    const { images } = await generator.counterfactual(test, request);
    const made = await predictAll(judge, { ...test, images }, backend);
    for (const { name } of generator.encoding.attributes) {
      const label = Array.from(test.attributes[name]!);
      const odds = (outputs: typeof real) =>
        label.map((_, i) => outputs[name]![2 * i + 1]! - outputs[name]![2 * i]!);
      const { kept, painted } = keptAndPainted(odds(made), odds(real), label);
      console.log(`| ${[conditioning, tuning, name, kept.toFixed(2), painted.toFixed(2)].join(' | ')} |`);
    }
  }
}
process.exit();
