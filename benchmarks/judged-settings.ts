import type { ExperimentInput } from '@mimmx/experiment';
import chestMarker from '../examples/chest-xray/marker.config.ts';
import { digits, FIRST, judged, type Strengths, TWO } from './settings.ts';

/** One table of the judged benchmark: methods of one shape, sampling and budget, which differ in what is claimed. */
export interface Setting {
  readonly title: string;
  /** What the rows share, and what they are to show. */
  readonly text: string;
  readonly seeds: number;
  readonly config: ExperimentInput;
  /** The row that is like `mimm-x` in everything but the MI term. */
  readonly twin: 'lambda-0';
}

type Methods = ExperimentInput['methods'];

const mimmx = (options: Record<string, unknown>) => ({ method: 'mimm-x', options });

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

/** Mixing within y and overlap sampling: what helps where groups are scarce, for every row of a setting. */
const scarce = { sampling: 'overlap', mix: true };

/** Chosen on development digits and development phantoms alone (docs/decisions/0007). */
export const SETTINGS: Readonly<Record<string, Setting>> = {
  two: {
    title: 'Two confounders at 90:10',
    text: 'f_y one number wide and standardised for every method; group-balanced batches for mimm-x, its twin and group-balanced. `mimm-x` has its default weight (a bound of 0.02 nats), `mimm-x-fixed` the constant weight N/4.',
    seeds: 5,
    twin: 'lambda-0',
    config: onDigits(TWO(0.9), {
      erm: {},
      'group-balanced': {},
      'lambda-0': mimmx({ lambda: 0 }),
      'mimm-x': mimmx({}),
      'mimm-x-fixed': mimmx({ lambda: 0.5 }),
      oracle: {},
    }),
  },
  none: {
    title: 'No spurious correlation (50:50)',
    text: 'Nothing to remove: what does the term cost?',
    seeds: 3,
    twin: 'lambda-0',
    config: onDigits(TWO(0.5), {
      'group-balanced': {},
      'lambda-0': mimmx({ lambda: 0 }),
      'mimm-x': mimmx({}),
    }),
  },
  'two-98': {
    title: 'Two confounders at 98:2',
    text: 'Overlap sampling for every row; mixing within y for mimm-x and its twin; weight N/4.',
    seeds: 3,
    twin: 'lambda-0',
    config: onDigits(TWO(0.98), {
      'group-balanced': { method: 'overlap-balanced' },
      'lambda-0': mimmx({ ...scarce, lambda: 0 }),
      'mimm-x': mimmx({ ...scarce, lambda: 0.5 }),
    }),
  },
  five: {
    title: 'Five confounders at 90:10',
    text: 'Overlap sampling for every row; mixing within y for mimm-x and its twin; λ = 1, scaled by the gradient of y.',
    seeds: 3,
    twin: 'lambda-0',
    config: onDigits(FIRST(5), {
      'group-balanced': { method: 'overlap-balanced' },
      'lambda-0': mimmx({ ...scarce, lambda: 0, scaledBy: 'y' }),
      'mimm-x': mimmx({ ...scarce, lambda: 1, scaledBy: 'y' }),
    }),
  },
  'two-width-16': {
    title: 'Two confounders at 90:10, f_y 16 numbers wide',
    text: 'A Gaussian channel behind f_y for every row; mimm-x bounds what it lets through beyond y (its rate), its twin does not.',
    seeds: 3,
    twin: 'lambda-0',
    config: onDigits(
      TWO(0.9),
      {
        'group-balanced': {},
        'lambda-0': mimmx({ lambda: 0 }),
        'mimm-x': mimmx({ rate: {} }),
      },
      { network: { primaryWidth: 16, bottleneck: { kind: 'channel' } } },
    ),
  },
  'two-width-16-open': {
    title: 'Two confounders at 90:10, f_y 16 numbers wide, without a channel',
    text: 'What width alone leaves readable, and what a critic makes of it.',
    seeds: 3,
    twin: 'lambda-0',
    config: onDigits(
      TWO(0.9),
      { 'lambda-0': mimmx({ lambda: 0 }), 'mimm-x': mimmx({ lambda: 0.5 }) },
      { network: { primaryWidth: 16, bottleneck: { kind: 'none' } } },
    ),
  },
  'ten-classes': {
    title: 'Ten classes, one confounder at 90:10',
    text: 'The ten digits, rotation goes with the class in 90 % of the training images; f_y nine numbers wide with a channel for every row.',
    seeds: 2,
    twin: 'lambda-0',
    config: tenClasses(
      { rotation: 0.9 },
      { 'group-balanced': {}, 'lambda-0': mimmx({ lambda: 0 }), 'mimm-x': mimmx({}) },
    ),
  },
  marker: {
    title: 'Chest phantoms with a marker',
    text: 'Three confounders, one of them nearly always with y: the setting in which a fixed weight costs most.',
    seeds: 3,
    twin: 'lambda-0',
    config: {
      ...chestMarker,
      methods: {
        'group-balanced': {},
        'lambda-0': mimmx({ lambda: 0 }),
        'mimm-x': mimmx({}),
      },
      training: { ...chestMarker.training, checkpointEvery: 1_000_000, logEvery: 50 },
      evaluation: { bootstrap: 0 },
    } as ExperimentInput,
  },
};
