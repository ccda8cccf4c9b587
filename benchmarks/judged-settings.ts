import type { ExperimentInput } from '@mimmx/experiment';
import experiment1 from '../examples/brain-mri/experiment-1.config.ts';
import induced from '../examples/chest-xray/induced.config.ts';
import chestMarker from '../examples/chest-xray/marker.config.ts';
import { digits, FIRST, judged, type Strengths, TWO } from './settings.ts';
import type { Score } from './statistics.ts';

/** One table of the judged benchmark: methods of one shape, sampling and budget, which differ in what is claimed. */
export interface Setting {
  readonly title: string;
  /** What the rows share, and what they are to show. */
  readonly text: string;
  readonly seeds: number;
  readonly config: ExperimentInput;
  /** Accuracy if absent. */
  readonly score?: Score;
  /** The row that is like `mimm-x` in everything but the MI term. */
  readonly twin: 'lambda-0';
}

type Methods = ExperimentInput['methods'];

const mimmx = (options: Record<string, unknown> = {}) => ({ method: 'mimm-x', options });
/** No MI term: a closed form in place of critics, which nobody would listen to. */
const without = (options: Record<string, unknown> = {}) =>
  mimmx({ ...options, lambda: 0, estimator: 'squared-correlation', weighter: 'uniform' });

const onDigits = (
  strengths: Strengths,
  methods: Methods,
  more: Partial<ExperimentInput> = {},
): ExperimentInput => {
  const config = judged(digits(methods, strengths));
  return { ...config, ...more, evaluation: { ...config.evaluation, probePatients: 4000 } };
};

const tenClasses = (strengths: Strengths, methods: Methods): ExperimentInput => {
  const config = onDigits(strengths, methods);
  return {
    ...config,
    data: { ...config.data, task: { ...config.data.task, y: { column: 'digit' } } },
    training: { ...config.training, batchSize: 120 },
  };
};

/** Nothing but another strength or number of confounders than the settings above. */
const along = (title: string, strengths: Strengths, methods: Methods, text: string): Setting => ({
  title,
  text,
  seeds: 2,
  twin: 'lambda-0',
  config: onDigits(strengths, methods),
});
const PLAIN = 'Group-balanced batches; along the strength and the number of confounders.';

const plain: Methods = { 'group-balanced': {}, 'lambda-0': without(), 'mimm-x': mimmx() };

/** An example's config, with the rows of a judged table. */
const preset = (config: ExperimentInput): ExperimentInput => ({
  ...config,
  methods: plain,
  training: { ...config.training, checkpointEvery: 1_000_000, logEvery: 50 },
  evaluation: { bootstrap: 0 },
});

/** Four cohorts, each from a scanner of its own. */
const FOUR_SCANNERS: ExperimentInput['dataset'] = {
  name: 'mri-joined',
  options: {
    sets: Object.fromEntries(
      [
        { gain: 0, noise: 0, bias: 0 },
        { gain: 0, noise: 1, bias: 0 },
        { gain: 1, noise: 0, bias: 1 },
        { gain: 1, noise: 1, bias: 1 },
      ].map((fixed, i) => [
        `site-${i + 1}`,
        {
          source: 'brain-phantom',
          options: {
            ...{ patients: 2000, size: [32, 32], columns: ['sex', 'age'], effects: { age: 0.4 } },
            fixed,
          },
        },
      ]),
    ),
  },
};

/** `experiment-1` with another y or other confounders. */
const brains = (
  task: ExperimentInput['data']['task'],
  more: Partial<ExperimentInput> = {},
): ExperimentInput => {
  const config = preset(experiment1);
  return { ...config, ...more, data: { ...config.data, task } };
};

const YEARS =
  'y is sex, and z1 the age in years, which stays a number to the methods. Strengths and groups are of the younger and the older half. What probes read of the years is R² in % (0 is nothing) and has a column of its own; leakage is that of the data set alone.';

/** The two cohorts of `experiment-1`, in which sex takes the place of the age group, and years are a number. */
const sexAgainstYears = (title: string, text: string, shown: number): Setting => {
  const people = { patients: 4000, size: [32, 32], columns: ['sex', 'age'], effects: { sex: shown } };
  const cohort = (scanner: number) => ({
    source: 'brain-phantom',
    options: { ...people, fixed: { gain: scanner, noise: scanner, bias: scanner } },
  });
  return {
    title,
    text,
    seeds: 2,
    twin: 'lambda-0',
    config: brains(
      {
        y: { column: 'sex', values: ['F', 'M'] },
        z: [
          { column: 'years', bins: 2, strength: 0.9 },
          { column: 'dataset', values: ['nako', 'ukb'], strength: 0.9 },
        ],
      },
      { dataset: { name: 'mri-joined', options: { sets: { nako: cohort(0), ukb: cohort(1) } } } },
    ),
  };
};

/** Mixing within y and overlap sampling, where some groups have hardly an image. */
const scarce = { sampling: 'overlap', mix: true };
const scarcely: Methods = {
  'group-balanced': { method: 'overlap-balanced' },
  'lambda-0': without(scarce),
  'mimm-x': mimmx(scarce),
};
const SCARCE = 'Overlap sampling for every row; mixing within y for mimm-x and its twin.';

/** Chosen on development digits and development phantoms alone (docs/decisions/0012). */
export const SETTINGS: Readonly<Record<string, Setting>> = {
  two: {
    title: 'Two confounders at 90:10',
    text: 'f_y one number wide and standardised, group-balanced batches.',
    seeds: 5,
    twin: 'lambda-0',
    config: onDigits(TWO(0.9), { erm: {}, ...plain, oracle: {} }),
  },
  five: {
    title: 'Five confounders at 90:10',
    text: SCARCE,
    seeds: 5,
    twin: 'lambda-0',
    config: onDigits(FIRST(5), scarcely),
  },
  'two-98': {
    title: 'Two confounders at 98:2',
    text: SCARCE,
    seeds: 5,
    twin: 'lambda-0',
    config: onDigits(TWO(0.98), scarcely),
  },
  'two-width-16': {
    title: 'Two confounders at 90:10, f_y 16 numbers wide',
    text: 'A Gaussian channel behind f_y for every row; mimm-x also bounds what it lets through beyond y (its rate), which is part of its term.',
    seeds: 5,
    twin: 'lambda-0',
    config: onDigits(TWO(0.9), plain, {
      network: { primaryWidth: 16, bottleneck: { kind: 'channel' } },
    }),
  },
  'two-width-16-open': {
    title: 'Two confounders at 90:10, f_y 16 numbers wide, without a channel',
    text: 'What width alone leaves readable, and what a critic makes of it.',
    seeds: 3,
    twin: 'lambda-0',
    config: onDigits(
      TWO(0.9),
      { 'lambda-0': without(), 'mimm-x': mimmx() },
      { network: { primaryWidth: 16, bottleneck: { kind: 'none' } } },
    ),
  },
  'ten-classes': {
    title: 'Ten classes, one confounder at 90:10',
    text: 'The ten digits, rotation goes with the class in 90 % of the training images; f_y nine numbers wide with a channel for every row.',
    seeds: 5,
    twin: 'lambda-0',
    config: tenClasses({ rotation: 0.9 }, plain),
  },
  'ten-classes-two': {
    title: 'Ten classes, two confounders at 90:10',
    text: 'The ten digits; rotation and thickness go with the class in 90 % of the training images each; f_y nine numbers wide with a channel for every row.',
    seeds: 3,
    twin: 'lambda-0',
    config: tenClasses({ rotation: 0.9, thickness: 0.9 }, plain),
  },
  none: {
    title: 'No spurious correlation (50:50)',
    text: 'Nothing to remove: what does the term cost? No confounder goes with y in the training images, so its weight is 0.',
    seeds: 3,
    twin: 'lambda-0',
    config: onDigits(TWO(0.5), plain),
  },
  'two-70': along('Two confounders at 70:30', TWO(0.7), plain, PLAIN),
  'two-95': along('Two confounders at 95:5', TWO(0.95), plain, PLAIN),
  one: along('One confounder at 90:10', FIRST(1), plain, PLAIN),
  three: along('Three confounders at 90:10', FIRST(3), plain, PLAIN),
  eight: along('Eight confounders at 90:10', FIRST(8), scarcely, SCARCE),
  marker: {
    title: 'Chest phantoms with a marker',
    text: 'Three confounders, one of them nearly always with y: the setting in which a fixed weight costs most.',
    seeds: 3,
    twin: 'lambda-0',
    config: preset(chestMarker),
  },
  induced: {
    title: 'Chest phantoms, sex and age at 90:10',
    text: 'The preset `examples/chest-xray/induced.config.ts`.',
    seeds: 2,
    twin: 'lambda-0',
    config: preset(induced),
  },
  'experiment-1': {
    title: 'Brain phantoms, sex and data set at 90:10',
    text: 'The preset `examples/brain-mri/experiment-1.config.ts`.',
    seeds: 2,
    twin: 'lambda-0',
    config: preset(experiment1),
  },
  'four-sites': {
    title: 'Brain phantoms, sex at 90:10 and four scanners',
    text: 'As above, with four cohorts from a scanner each: in training 90 % of the young are from the first and 90 % of the old from the third, the others in equal parts.',
    seeds: 2,
    twin: 'lambda-0',
    config: brains(
      {
        y: { column: 'age', values: ['young', 'old'] },
        z: [
          { column: 'sex', values: ['F', 'M'], strength: 0.9 },
          { column: 'dataset', values: ['site-1', 'site-2', 'site-3', 'site-4'], strength: 0.9 },
        ],
      },
      { dataset: FOUR_SCANNERS },
    ),
  },
  years: {
    title: 'Brain phantoms, age in years (mean absolute error)',
    text: 'As `experiment-1`, but y is a number: the mean absolute error in years, and gains in years, above 0 where mimm-x errs less. Strengths are of the younger and the older half.',
    seeds: 2,
    score: 'mae',
    twin: 'lambda-0',
    config: brains({
      y: { column: 'years', bins: 2 },
      z: [
        { column: 'sex', values: ['F', 'M'], strength: 0.9 },
        { column: 'dataset', values: ['nako', 'ukb'], strength: 0.9 },
      ],
    }),
  },
  'continuous-z': sexAgainstYears(
    'Brain phantoms, sex against age in years and data set at 90:10',
    `${YEARS} Sex shows as little as the age group in \`experiment-1\`.`,
    0.4,
  ),
  'continuous-z-clear': sexAgainstYears(
    'Brain phantoms, sex that shows clearly against age in years and data set',
    'As above, with sex as the phantoms have it: hardly anybody needs a shortcut.',
    1,
  ),
};
