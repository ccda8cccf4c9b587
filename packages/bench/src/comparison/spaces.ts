import { type Random, shapeSchema } from '@mimmx/core';

/** Draws one value of an option. */
export type Sample = (random: Random) => unknown;

<<<<<<< HEAD
=======
const uniform =
  (low: number, high: number): Sample =>
  (random) =>
    low + (high - low) * random.uniform();
/** 10^U(low, high). */
const powerOfTen =
  (low: number, high: number): Sample =>
  (random) =>
    10 ** (low + (high - low) * random.uniform());
const choice =
  (...values: readonly unknown[]): Sample =>
  (random) =>
    values[random.integer(values.length)];

const adversary = {
  adversaryHidden: choice([64], [128, 128], [256, 256]),
  adversaryLearningRate: powerOfTen(-4.5, -2.5),
  adversarySteps: choice(1, 2, 4, 8),
} as const;
const floor = choice(1, 10, 100);
const headFit = { heldOut: uniform(0.1, 0.4) } as const;
const family = { lambda: powerOfTen(-1, 0.5), estimatorSteps: choice(1, 3, 5) } as const;

/** The ranges that each method's page names, for methods whose options do not declare them. */
export const SPACES_OF_PAGES: Readonly<Record<string, Readonly<Record<string, Sample>>>> = {
  resample: { floor },
  subgroup: { floor },
  reweight: { root: choice(false, true), floor },
  'group-dro': { step: powerOfTen(-3, -1), adjustment: uniform(0, 5) },
  'cvar-dro': { share: powerOfTen(-2, 0) },
  focal: { gamma: (random) => 0.5 * 10 ** random.uniform() },
  'class-balanced': { beta: (random) => 1 - 10 ** (-5 + 3 * random.uniform()) },
  ldam: { margin: powerOfTen(-1, -0.1), scale: choice(10, 30) },
  mixup: { alpha: powerOfTen(-1, 1) },
  lisa: { withinClass: uniform(0, 1), alpha: powerOfTen(-1, 1) },
  irm: { penalty: powerOfTen(-1, 5), anneal: powerOfTen(-3.5, 0) },
  vrex: { penalty: powerOfTen(-1, 5), anneal: powerOfTen(-3.5, 0) },
  coral: { penalty: powerOfTen(-1, 1), within: choice('all', 'class') },
  mmd: { penalty: powerOfTen(-1, 1), within: choice('all', 'class') },
  fishr: { penalty: powerOfTen(1, 4), anneal: uniform(0, 1), ema: uniform(0.9, 0.99) },
  end: { alpha: uniform(0, 1), beta: uniform(0, 1) },
  fairkl: {
    contrast: powerOfTen(-2, 0),
    penalty: powerOfTen(-1, 2),
    temperature: choice(0.07, 0.1, 0.5),
    epsilon: choice(0, 0.25, 0.5),
  },
  'bias-balance': { smoothing: choice(0, 0.1, 1, 10), contrast: choice(0, 1, 10, 100) },
  debian: { lambda: powerOfTen(-1, 1) },
  selecmix: {
    withinClass: uniform(0, 1),
    temperature: choice(0.1, 0.2, 0.5),
    q: uniform(0.05, 0.95),
    plain: choice(0, 1),
  },
  jtt: { firstShare: uniform(0.2, 0.8), copies: powerOfTen(0, 2.5) },
  cnc: {
    firstShare: uniform(0.2, 0.8),
    temperature: choice(0.05, 0.1, 0.2),
    contrast: choice(0.5, 0.75, 0.9),
  },
  lff: { q: uniform(0.05, 0.95), memory: uniform(0.5, 0.99) },
  dfr: { ...headFit, draws: choice(1, 10, 20) },
  afr: { ...headFit, gamma: uniform(1, 20), steps: choice(500, 1000), headLearningRate: choice(0.01, 0.02) },
  crt: { balance: choice('class', 'none'), l2: powerOfTen(-5, -1) },
  rebias: {
    lambda: powerOfTen(-1, 1.5),
    biasedLambda: powerOfTen(-1, 1.5),
    biasedLoss: choice(0, 1),
    sigma: choice(0.5, 1, 2),
  },
  dann: { lambda: powerOfTen(-2, 2), ...adversary },
  cdann: { lambda: powerOfTen(-2, 2), ...adversary },
  lnl: { lambda: powerOfTen(-3, 0), reversal: powerOfTen(-2, 0.5), ...adversary },
  'br-net': { lambda: powerOfTen(-1, 1.5), controls: choice(0, 'all'), ...adversary },
  cfair: { mu: uniform(0.01, 5), ...adversary },
  laftr: { gamma: uniform(0.01, 5), ...adversary },
  mdn: { momentum: uniform(0.01, 0.5) },
  mimm: family,
  mine: family,
  dcor: { lambda: family.lambda },
  adversarial: family,
  'mmd-split': { lambda: family.lambda },
  'mimm-x': { lambda: powerOfTen(-1, 0.5), estimatorSteps: choice(1, 2, 4) },
};

>>>>>>> protocols
/** What an option says of itself where it is declared with a range: a value that can be drawn from. */
interface Declared {
  readonly shape?: Readonly<Record<string, { meta?(): { readonly space?: { sample: Sample } } | undefined }>>;
}

/**
 * How to draw each option of a method that declares where to search. Widths and forms of features are not among them:
 * they are those of the protocol, the same for every method.
 */
export function spacesOf({ options }: { readonly options: unknown }): Record<string, Sample> {
  const { shape = {} } = options as Declared;
  const declared = Object.entries(shape).flatMap(([option, field]) => {
    const space = option in shapeSchema.shape ? undefined : field.meta?.()?.space;
    return space ? [[option, (random: Random) => space.sample(random)] as const] : [];
  });
  return Object.fromEntries(declared);
}
