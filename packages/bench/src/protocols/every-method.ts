import type { ProtocolRow } from '../comparison/protocol.ts';

/** Methods that are rows of a protocol under their own name and with their defaults. */
const PLAIN = [
  ...[
    'erm',
    'resample',
    'subgroup',
    'reweight',
    'group-dro',
    'jtt',
    'lff',
    'dfr',
    'lisa',
    'mixup',
    'irm',
    'vrex',
  ],
  ...[
    'coral',
    'mmd',
    'dann',
    'cdann',
    'lnl',
    'end',
    'mdn',
    'bias-balance',
    'domain-independent',
    'fairkl',
    'afr',
  ],
  ...[
    'cnc',
    'rebias',
    'br-net',
    'fishr',
    'cvar-dro',
    'focal',
    'class-balanced',
    'ldam',
    'balanced-softmax',
    'crt',
  ],
  ...['cfair', 'laftr', 'selecmix', 'debian', 'group-balanced', 'overlap-balanced', 'multi-task'],
] as const;

/** Relatives of mimm-x, each as published and rebalanced. */
const FAMILY = ['mimm', 'mine', 'dcor', 'adversarial', 'mmd-split'] as const;

const MDN = 'is told the confounder of each test image, which no other method is';

/**
 * Every method of the project as a row.
 *
 * @param width of f_y in the protocol, which `mimm-x`, its twin and the family take over, so that all rows have one network;
 * each has its own if absent
 */
export const everyMethod = (width?: number): Readonly<Record<string, ProtocolRow>> => {
  // mimm-x standardises its features, or its critics would read their scale; the twin differs in the term alone.
  const own =
    width === undefined
      ? {}
      : { primaryWidth: width, standardise: true, bottleneck: { kind: 'none' as const } };
  const family = width === undefined ? {} : { primaryWidth: width };
  const labels = { against: 'labels', estimator: 'club-categorical' };
  return {
    ...Object.fromEntries(
      PLAIN.map((method) => [method, { method, ...(method === 'mdn' ? { differs: MDN } : {}) }]),
    ),
    biascon: { method: 'bias-balance', options: { contrast: 100 } },
    'mimm-x': { method: 'mimm-x', options: own },
    'mimm-x, labels': { method: 'mimm-x', options: { ...own, ...labels } },
    'mimm-x, as drawn': {
      method: 'mimm-x',
      options: { ...own, sampling: 'stratified' },
    },
    'lambda-0': { method: 'mimm-x', options: { ...own, lambda: 0 } },
    ...Object.fromEntries(
      FAMILY.flatMap((method) => [
        [method, { method, options: family }],
        [`${method} rebalanced`, { method, options: { ...family, sampling: 'group-balanced' } }],
      ]),
    ),
  };
};
