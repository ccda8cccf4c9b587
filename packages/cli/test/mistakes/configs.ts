// Every mistake that a config can have, with the code of the answer and the thing that it must name.

/** Changes a copy of the toy config. */
export type Change = (config: Toy) => void;

/** The toy config as far as mistakes are made in it. */
// biome-ignore lint/suspicious/noExplicitAny: a mistake is what the type forbids.
export type Toy = Record<string, any>;

/** Name, change, code, and what the line must say. */
export type Mistake = readonly [name: string, change: Change, code: string, says: string | RegExp];

/** The part that a path leads to, but for its last key. */
const inside = (config: Toy, keys: readonly string[]): Toy => keys.reduce((part, key) => part[key], config);

const set = (path: string, value: unknown): Change => {
  const keys = path.split('.');
  return (config) => {
    inside(config, keys.slice(0, -1))[keys.at(-1)!] = value;
  };
};

const remove = (path: string): Change => {
  const keys = path.split('.');
  return (config) => {
    delete inside(config, keys.slice(0, -1))[keys.at(-1)!];
  };
};

const plugin =
  (name: string): Change =>
  (config) => {
    config.plugins.push(name);
  };

const training =
  (own: object): Change =>
  (config) => {
    Object.assign(config.training, own);
  };

const options = (method: string, own: object): Change => set('methods', { [method]: { options: own } });
const z = (...own: unknown[]): Change => set('data.task.z', own);
const y = (own: unknown): Change => set('data.task.y', own);

export const mistakes: readonly Mistake[] = [
  ['a key that is misspelt', set('trainng', {}), 'E_OPTION', 'training'],
  ['a key inside that is misspelt', training({ update: 5 }), 'E_OPTION', 'updates'],
  ['a number as text', training({ updates: '100' }), 'E_OPTION', 'training.updates'],
  ['a negative number', training({ updates: -5 }), 'E_OPTION', 'training.updates'],
  ['a fraction of an update', training({ updates: 1.5 }), 'E_OPTION', 'training.updates'],
  ['batches of nothing', training({ batchSize: 0 }), 'E_OPTION', 'training.batchSize'],
  ['a batch larger than the training set', training({ batchSize: 100_000 }), 'E_BATCH_SIZE', '100000'],
  ['a learning rate in words', training({ learningRate: 'fast' }), 'E_OPTION', 'training.learningRate'],
  ['a schedule that is misspelt', training({ schedule: 'cosin' }), 'E_OPTION', 'training.schedule'],
  ['no method', set('methods', {}), 'E_OPTION', 'methods'],
  ['a method that is misspelt', set('methods', { ermm: {} }), 'E_UNKNOWN_NAME', '"erm"'],
  [
    'an option beside "options"',
    set('methods', { 'mimm-x': { lambda: 2 } }),
    'E_OPTION',
    'methods.mimm-x.options.lambda',
  ],
  ['an option of a method that is misspelt', options('mimm-x', { lamda: 2 }), 'E_OPTION', '"lambda"'],
  ['an estimator that is misspelt', options('mimm-x', { estimator: 'mien' }), 'E_UNKNOWN_NAME', '"mine"'],
  [
    'an option of an estimator that is misspelt',
    options('mimm-x', { estimator: { name: 'mine', options: { hiden: [8] } } }),
    'E_OPTION',
    '"hidden"',
  ],
  ['a weighter that is misspelt', options('mimm-x', { weighter: 'unifrom' }), 'E_UNKNOWN_NAME', '"uniform"'],
  ['a balancer that is misspelt', options('mimm-x', { balancer: 'constnt' }), 'E_UNKNOWN_NAME', '"constant"'],
  ['weights of a method that is not there', set('methods.erm.from', 'emr'), 'E_FROM', 'emr'],
  ['weights of itself', set('methods.erm.from', 'erm'), 'E_FROM', 'circle'],
  ['no data set', remove('dataset'), 'E_OPTION', 'dataset'],
  ['a data set that is misspelt', set('dataset', 'toi'), 'E_UNKNOWN_NAME', '"toy"'],
  [
    'an option of a data set that is not there',
    set('dataset', { name: 'toy', options: { tabel: 1 } }),
    'E_OPTION',
    'tabel',
  ],
  ['no encoder', remove('encoder'), 'E_OPTION', 'encoder'],
  ['an encoder that is misspelt', set('encoder', 'toynet'), 'E_UNKNOWN_NAME', '"toy-net"'],
  [
    'an option of an encoder that is not there',
    set('encoder', { name: 'small-cnn', options: { chanels: [4] } }),
    'E_OPTION',
    '"channels"',
  ],
  [
    'an encoder of volumes for images',
    set('encoder', 'resnet-10-3d'),
    'E_ENCODER',
    'resnet-10-3d reads volumes',
  ],
  ['a column of y that is misspelt', y({ column: 'sik' }), 'E_UNKNOWN_COLUMN', '"sick"'],
  ['a value of y that does not occur', y({ column: 'sick', positive: 'ill' }), 'E_', 'ill'],
  [
    'a comparison the wrong way round',
    y({ column: 'sick', positive: '=> 60' }),
    'E_UNKNOWN_VALUE',
    '">= 60"',
  ],
  ['one class alone', y({ column: 'sick', values: ['yes'] }), 'E_OPTION', 'data.task.y.values'],
  ['a column of z that is misspelt', z({ column: 'smokr' }), 'E_UNKNOWN_COLUMN', '"smoker"'],
  ['a factor that is misspelt', z({ factor: 'mrak', strength: 0.9 }), 'E_', '"mark"'],
  ['a strength beyond 1', z({ factor: 'mark', strength: 1.5 }), 'E_STRENGTH', 'not a probability'],
  ['a strength as text', z({ factor: 'mark', strength: '0.9' }), 'E_OPTION', 'strength'],
  [
    'a column and a factor at once',
    z({ column: 'smoker', factor: 'mark', strength: 0.9 }),
    'E_OPTION',
    'data.task.z.0',
  ],
  [
    'the same confounder twice',
    z({ factor: 'mark', strength: 0.9 }, { factor: 'mark', strength: 0.9 }),
    'E_',
    'mark',
  ],
  ['y as a confounder', z({ column: 'sick', strength: 0.9 }), 'E_', 'sick'],
  ['no list of confounders', remove('data.task.z'), 'E_OPTION', 'data.task.z'],
  [
    'fractions of more than all',
    set('data.split', { train: 0.8, test: 0.4 }),
    'E_SPLIT',
    'more than all images',
  ],
  ['more images than there are', set('data.split', { train: 5000, test: 100 }), 'E_SPLIT', '5000'],
  ['nothing to test on', set('data.split', { train: 1, test: 0 }), 'E_SPLIT', 'larger share'],
  ['a shift that is not there', set('data.shifts', { hard: 'inverse' }), 'E_OPTION', 'data.shifts'],
  ['more samples than there are', set('data.sizes', { train: 5000 }), 'E_TOO_FEW_SAMPLES', '5000'],
  ['a rule of selection that is not there', set('evaluation.select', 'best'), 'E_UNKNOWN_NAME', 'best'],
  [
    'a rule without validation data',
    set('evaluation.select', 'validation-mean'),
    'E_SELECTION_NEEDS',
    'data.split.validation',
  ],
  ['a level in per cent', set('evaluation.level', 95), 'E_OPTION', 'evaluation.level'],
  ['a negative number of resamples', set('evaluation.bootstrap', -1), 'E_OPTION', 'evaluation.bootstrap'],
  ['seeds in words', set('seeds', ['a']), 'E_OPTION', 'seeds'],
  ['no seed', set('seeds', []), 'E_OPTION', 'seeds'],
  ['a plugin that is not installed', plugin('nowhere'), 'E_PLUGIN_NOT_FOUND', 'mimmx-plugin-nowhere'],
  [
    'a plugin file that is not there',
    plugin('./nofile.mjs'),
    'E_PLUGIN_NOT_FOUND',
    /no plugin file \S.*nofile\.mjs/,
  ],
  ['a file that is no plugin', plugin('./not-a-plugin.mjs'), 'E_PLUGIN_EXPORT', './not-a-plugin.mjs'],
  ['a plugin that cannot be loaded', plugin('./throws.mjs'), 'E_PLUGIN_LOAD', 'boom'],
  ['a plugin named like no package', plugin('a b'), 'E_PLUGIN_NAME', 'a b'],
  ['a backend that is misspelt', set('backend', 'onyx'), 'E_UNKNOWN_NAME', '"onnx"'],
  ['a backend that cannot train', set('backend', 'wasm'), 'E_BACKEND_UNAVAILABLE', 'inference'],
  [
    'an option of a backend that is not there',
    set('backend', { name: 'onnx', options: { thread: 1 } }),
    'E_OPTION',
    'thread',
  ],
  ['an augmentation that is not there', set('data.augment', { flipp: true }), 'E_OPTION', 'flipp'],
];
