import { MimmxError, options } from '@mimmx/core';
import { accuracy, worstGroup } from '@mimmx/evaluation';
import type { ExperimentInput } from '@mimmx/experiment';
import { largestLeakage, measured } from '../comparison/measures.ts';
import {
  defineProtocol,
  type ProtocolConfig,
  type ProtocolMeasure,
  type ProtocolSetting,
} from '../comparison/protocol.ts';
import { everyMethod } from './every-method.ts';

/** The rules of a published comparison, for data that a user brings. */
interface Rules {
  readonly name: string;
  readonly summary: string;
  readonly source: string;
  readonly title: string;
  readonly seeds: number;
  readonly question: string;
  readonly deviations: readonly string[];
  readonly selection: string;
  readonly folds?: number;
  readonly measures: (set: string) => readonly ProtocolMeasure[];
  /** What of a config the rules decide. */
  readonly rule: (config: ProtocolConfig) => ProtocolConfig;
}

const required = (name: string, config: ExperimentInput | undefined): ProtocolConfig => {
  if (config) {
    const { methods: _, seeds: __, ...rest } = config;
    return rest;
  }
  throw new MimmxError(
    'E_PROTOCOL',
    `"${name}" compares methods on data of yours. Name a config with them: mimmx bench ${name} --config my.config.ts`,
  );
};

const fractions = (config: ProtocolConfig, validation: number): ProtocolConfig => {
  const { split } = config.data;
  // A table's own division stands; another gets its validation part.
  if (split && 'column' in split && split.validation) return config;
  const given = split ?? { train: 0.7, test: 0.3 };
  return { ...config, data: { ...config.data, split: { ...given, validation: validation } } };
};

/** The set that methods are judged on: `balanced` if there is one, else the last. */
const judgedSet = ({ data }: ProtocolConfig): string => {
  const names = Object.keys(data.shifts ?? { inDistribution: 0, inverted: 0, balanced: 0 });
  return names.includes('balanced') ? 'balanced' : names.at(-1)!;
};

const ownData = ({ name, summary, source, rule, measures, folds, ...about }: Rules) =>
  defineProtocol({
    name,
    summary,
    source,
    options: options({}),
    create({ config }) {
      const given = rule(required(name, config));
      const called = given.name ?? 'your data';
      const settings: ProtocolSetting[] = folds
        ? Array.from({ length: folds }, (_, fold) => ({
            name: `${called}, fold ${fold + 1}`,
            config: () => ({
              ...given,
              data: { ...given.data, split: { folds, fold, validation: 0.1 } },
            }),
          }))
        : [{ name: called, config: () => given }];
      return {
        ...about,
        settings,
        rows: everyMethod(),
        measures: measures(judgedSet(given)),
        published: [],
      };
    },
  });

const percent = (
  name: string,
  set: string,
  measure: string,
  onSet?: ProtocolMeasure['onSet'],
): ProtocolMeasure => ({
  name,
  better: 'higher',
  unit: 'percent',
  of: measured(set, measure),
  ...(onSet ? { onSet } : {}),
});
const leaks = (set: string): ProtocolMeasure => ({
  name: 'largest leakage',
  better: 'lower',
  unit: 'percent',
  of: largestLeakage(set),
});
const selecting = (config: ProtocolConfig, select: string): ProtocolConfig => ({
  ...config,
  evaluation: { ...config.evaluation, select },
});

/** MEDFAIR (Zong et al., ICLR 2023) for a user’s images. */
export const medfairProtocol = ownData({
  name: 'medfair',
  summary:
    'Your images by the rules of MEDFAIR: three seeds, selected by validation, worst group beside the mean.',
  source: 'Zong et al., ICLR 2023',
  title: 'MEDFAIR’s rules',
  question: 'Which method is fair to all groups without costing the others?',
  seeds: 3,
  selection: 'best mean accuracy on validation images (MEDFAIR: overall AUC)',
  deviations: [
    'MEDFAIR selects by overall AUC and by Pareto optimality over groups, and stops after five epochs without gain; here weights are selected by mean validation accuracy over the whole budget.',
    'Encoder, image size and budget are those of the config; MEDFAIR has a ResNet-18 from ImageNet, 20 epochs, 30 Bayesian draws.',
  ],
  rule: (config) => selecting(fractions(config, 0.1), 'validation-mean'),
  measures: (set) => [
    percent('worst group', set, 'worst-group accuracy', { set, measure: worstGroup(accuracy) }),
    percent('accuracy', set, 'accuracy'),
    percent('AUROC', set, 'auroc'),
    leaks(set),
  ],
});

/** SubpopBench (Yang et al., ICML 2023) for a user’s images. */
export const subpopbenchProtocol = ownData({
  name: 'subpopbench',
  summary: 'Your images by the rules of SubpopBench: worst group, selected by the worst class without z.',
  source: 'Yang et al., ICML 2023',
  title: 'SubpopBench’s rules',
  question: 'How well does each method do in the worst group, if groups are not known for selection?',
  seeds: 3,
  selection: 'best worst-class accuracy on validation images',
  deviations: [
    'SubpopBench takes the best of 16 draws (--search 16) and repeats it with three seeds; encoder and budget here are those of the config.',
  ],
  rule: (config) => selecting(fractions(config, 0.1), 'validation-worst-class'),
  measures: (set) => [
    percent('worst group', set, 'worst-group accuracy', { set, measure: worstGroup(accuracy) }),
    percent('adjusted accuracy', set, 'adjusted accuracy'),
    percent('accuracy', set, 'accuracy'),
    leaks(set),
  ],
});

/** Müller & Berens (2026) for a user’s images. */
export const berensProtocol = ownData({
  name: 'berens',
  summary: 'Your images by the rules of Müller & Berens: five folds, accuracy under shift, leakage of z.',
  source: 'Müller & Berens, 2026 (arXiv 2602.18502)',
  title: 'The rules of Müller & Berens',
  question: 'Do features that say less of the confounder do better where it changes sides?',
  seeds: 1,
  folds: 5,
  selection: 'lowest loss on validation images',
  deviations: [
    'Budgets are those of the config and equal for all rows; the original gives MINE 24 times the epochs of its baseline, and selects the adversary by another rule.',
    'Leakage is the best of five fresh probes; the original has k nearest neighbours (k 30).',
  ],
  rule: (config) => selecting(config, 'validation-loss'),
  measures: (set) => [
    percent('accuracy', set, 'accuracy', { set, measure: accuracy }),
    percent('worst group', set, 'worst-group accuracy'),
    leaks(set),
  ],
});
