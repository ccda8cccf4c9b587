import { accuracy, adjustedAccuracy, auroc, worstGroup } from '@mimmx/evaluation';
import { fractions, leaks, ownData, percent, selecting } from './rules.ts';

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
    percent('worst group', set, worstGroup(accuracy), 'paired'),
    percent('accuracy', set, accuracy),
    percent('AUROC', set, auroc),
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
    percent('worst group', set, worstGroup(accuracy), 'paired'),
    percent('adjusted accuracy', set, adjustedAccuracy),
    percent('accuracy', set, accuracy),
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
    percent('accuracy', set, accuracy, 'paired'),
    percent('worst group', set, worstGroup(accuracy)),
    leaks(set),
  ],
});
