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

/** Methods whose batches have as many images of every class. */
const SHARING: ReadonlySet<string> = new Set(['group-balanced', 'overlap-balanced', 'group-dro']);

/** Relatives of mimm-x, each as published and rebalanced. */
const FAMILY = ['mimm', 'mine', 'dcor', 'adversarial', 'mmd-split'] as const;

const MDN = 'is told the confounder of each test image, which no other method is';

/**
 * Every method of the project as a row.
 *
 * @param width of f_y in the protocol, which `mimm-x`, its twin and the family take over, so that all rows have one network;
 * each has its own if absent
 * @param even where the protocol's batches cannot be shared evenly among the classes: the size for rows that share them
 */
export const everyMethod = (width?: number, even?: number): Readonly<Record<string, ProtocolRow>> => {
  // mimm-x standardises its features, or its critics would read their scale; the twin differs in the term alone.
  const own =
    width === undefined
      ? {}
      : { primaryWidth: width, standardise: true, bottleneck: { kind: 'none' as const } };
  const family = width === undefined ? {} : { primaryWidth: width };
  const shared: Partial<ProtocolRow> =
    even === undefined
      ? {}
      : {
          change: { training: { batchSize: even } },
          differs: `batches of ${even}, which its sampling shares evenly among the classes`,
        };
  const labels = { against: 'labels', estimator: 'club-categorical' };
  const weak = { weight: { kind: 'association', each: 0.05 } };
  return {
    ...Object.fromEntries(
      PLAIN.map((method) => [
        method,
        { method, ...(SHARING.has(method) ? shared : {}), ...(method === 'mdn' ? { differs: MDN } : {}) },
      ]),
    ),
    biascon: { method: 'bias-balance', options: { contrast: 100 } },
    'mimm-x': { method: 'mimm-x', options: own, ...shared },
    'mimm-x, labels': { method: 'mimm-x', options: { ...own, ...labels }, ...shared },
    'mimm-x, a tenth of the weight': {
      method: 'mimm-x',
      options: { ...own, ...weak },
      ...shared,
      onRequest: true,
    },
    'mimm-x, as drawn': { method: 'mimm-x', options: { ...own, sampling: 'stratified' }, ...shared },
    'lambda-0': { method: 'mimm-x', options: { ...own, lambda: 0 }, ...shared },
    'lambda-0, as drawn': {
      method: 'mimm-x',
      options: { ...own, lambda: 0, sampling: 'stratified' },
      ...shared,
    },
    ...Object.fromEntries(
      FAMILY.flatMap((method) => [
        [method, { method, options: family }],
        [`${method} rebalanced`, { method, options: { ...family, sampling: 'group-balanced' }, ...shared }],
      ]),
    ),
  };
};
