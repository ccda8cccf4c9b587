import { combined, crossEntropy, type Given, mean, pairs, partsOf, slope, sum } from './by-hand.ts';
import type { Reference } from './check.ts';

type Ways = (now: Given) => readonly (readonly number[])[];
/** Codes by which the rows are parted: by each confounder, or by their combination. */
const each: Ways = ({ z }) => z;
const joint: Ways = (now) => [combined(now)];
const waysOf = (environments: unknown): Ways => (environments === 'joint' ? joint : each);

/** Mean over environments of the mean loss; rows of none make one more. */
const risk = (now: Given, codes: readonly number[], losses = now.losses): number => {
  const nowhere = codes.flatMap((code, i) => (code < 0 ? [i] : []));
  const parts = [...partsOf(codes), ...(nowhere.length > 0 ? [nowhere] : [])];
  return mean(parts.map((rows) => mean(rows.map((i) => losses[i]!))));
};

/** The penalty of IRMv1 by differentiating the risk at a factor of the logits, numerically. */
const irmPenalty = (now: Given, codes: readonly number[]): number =>
  mean(
    partsOf(codes).map(
      (rows) =>
        slope(
          (s) =>
            mean(
              rows.map((i) =>
                crossEntropy(
                  now.logits[i]!.map((logit) => s * logit),
                  now.y[i]!,
                ),
              ),
            ),
          1,
        ) ** 2,
    ),
  );

const variance = (values: readonly number[]): number =>
  mean(values.map((value) => (value - mean(values)) ** 2));

const vrexPenalty = (now: Given, codes: readonly number[]): number =>
  variance(partsOf(codes).map((rows) => mean(rows.map((i) => now.losses[i]!))));

/** risk + w · penalty, over w where w > 1. */
const weighed = (penalty: typeof irmPenalty, weight: number, ways: Ways) => (now: Given) => {
  const all = ways(now);
  const value =
    mean(all.map((codes) => risk(now, codes))) + weight * mean(all.map((codes) => penalty(now, codes)));
  return value / Math.max(weight, 1);
};

/** The second batch holds one row of a = 1. */
const batches = [
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  [0, 1, 2, 3, 6, 9, 0, 1, 3, 8],
];

/** Σ‖w‖² of encoder and head. */
const squares = ({ weights }: Given) =>
  Object.values(weights).reduce((total, { values }) => total + sum(values.map((w) => w * w)), 0);

const annealed = (method: 'irm' | 'vrex', penalty: typeof irmPenalty) =>
  [
    { environments: 'each', l2: 0 },
    { environments: 'joint', l2: 0 },
    { environments: 'joint', l2: 0.03 },
  ].map(
    ({ environments, l2 }): Reference => ({
      method,
      about: l2 > 0 ? `${environments}, with squares` : environments,
      options: { penalty: 20, anneal: 0.1, environments, l2 },
      batches,
      updates: 10,
      reference() {
        // The weight is 1 in the first of ten updates, and all is divided by it.
        let update = 0;
        return {
          loss(now) {
            const weight = update < 1 ? 1 : 20;
            return weighed(penalty, weight, waysOf(environments))(now) + (l2 * squares(now)) / weight;
          },
          after() {
            update++;
          },
        };
      },
    }),
  );

/** The rows to compare: all, or each class's. */
const comparedRows = (now: Given, within: string): number[][] =>
  within === 'all' ? [now.y.map((_, i) => i)] : partsOf(now.y);

/** Mean over ways and comparisons, where there are two environments to compare, of the mean over pairs. */
function overPairs(
  now: Given,
  within: string,
  least: number,
  distance: (a: readonly number[], b: readonly number[]) => number,
): number {
  const found = now.z.flatMap((codes) =>
    comparedRows(now, within).flatMap((rows) => {
      const environments = partsOf(codes)
        .map((part) => part.filter((i) => rows.includes(i)))
        .filter((part) => part.length >= least);
      return environments.length < 2 ? [] : [mean(pairs(environments).map(([a, b]) => distance(a, b)))];
    }),
  );
  return mean(found);
}

const coralDistance =
  (now: Given) =>
  (a: readonly number[], b: readonly number[]): number => {
    const width = now.features[0]!.length;
    const at = (rows: readonly number[], d: number) => rows.map((i) => now.features[i]![d]!);
    const covariance = (rows: readonly number[], d: number, e: number) => {
      const [u, v] = [at(rows, d), at(rows, e)];
      return sum(u.map((value, i) => (value - mean(u)) * (v[i]! - mean(v)))) / (rows.length - 1);
    };
    const columns = Array.from({ length: width }, (_, d) => d);
    return (
      mean(columns.map((d) => (mean(at(a, d)) - mean(at(b, d))) ** 2)) +
      mean(columns.flatMap((d) => columns.map((e) => (covariance(a, d, e) - covariance(b, d, e)) ** 2)))
    );
  };

const GAMMAS = [0.1, 1, 3];
const mmdDistance =
  (now: Given) =>
  (a: readonly number[], b: readonly number[]): number => {
    const kernel = (i: number, j: number) => {
      const square = sum(now.features[i]!.map((value, d) => (value - now.features[j]![d]!) ** 2));
      return sum(GAMMAS.map((gamma) => Math.exp(-gamma * square)));
    };
    const meanKernel = (u: readonly number[], v: readonly number[]) =>
      mean(u.flatMap((i) => v.map((j) => kernel(i, j))));
    return meanKernel(a, a) + meanKernel(b, b) - 2 * meanKernel(a, b);
  };

const alignment = ['all', 'class'].flatMap((within): Reference[] => [
  {
    method: 'coral',
    about: within,
    options: { penalty: 2, within },
    batches,
    reference: () => ({
      loss: (now) => mean(now.losses) + 2 * overPairs(now, within, 2, coralDistance(now)),
    }),
  },
  {
    method: 'mmd',
    about: within,
    options: { penalty: 2, within, gammas: GAMMAS },
    batches,
    reference: () => ({
      loss: (now) => mean(now.losses) + 2 * overPairs(now, within, 1, mmdDistance(now)),
    }),
  },
]);

/** Gradient of one row's loss in the head's weights and biases, by central differences. */
function headGradient({ weights, features, y, classes }: Given, row: number): number[] {
  const [w, b] = [weights['heads.0']!.values, weights['heads.1']!.values];
  const loss = (flat: readonly number[]) => {
    const logits = Array.from({ length: classes }, (_, c) =>
      sum([...features[row]!, 1].map((value, d) => value * flat[d * classes + c]!)),
    );
    return crossEntropy(logits, y[row]!);
  };
  const flat = [...w, ...b];
  return flat.map((value, i) => slope((moved) => loss(flat.with(i, moved)), value, 1e-3));
}

const fishr: Reference = {
  method: 'fishr',
  options: { penalty: 50, anneal: 0.1, ema: 0.8 },
  batches: [batches[0]!, batches[0]!, batches[1]!],
  updates: 10,
  reference() {
    let update = 0;
    const past = new Map<string, number[]>();
    const averaged = (now: Given) =>
      now.z.map((codes, way) =>
        partsOf(codes)
          .filter((rows) => rows.length >= 2)
          .map((rows) => {
            const gradients = rows.map((i) => headGradient(now, i));
            const own = gradients[0]!.map((_, p) => variance(gradients.map((gradient) => gradient[p]!)));
            const key = `${way}: ${codes[rows[0]!]}`;
            const before = past.get(key) ?? own.map(() => 0);
            return { key, next: own.map((value, p) => 0.8 * before[p]! + 0.2 * value) };
          }),
      );
    return {
      loss(now) {
        const penalty = mean(
          averaged(now).map((environments) => {
            const all = environments.map(({ next }) => next.map((value) => value / 0.2));
            const centre = all[0]!.map((_, p) => mean(all.map((one) => one[p]!)));
            return mean(all.map((one) => mean(one.map((value, p) => (value - centre[p]!) ** 2))));
          }),
        );
        const weight = update < 1 ? 0 : 50;
        return (mean(now.losses) + weight * penalty) / Math.max(weight, 1);
      },
      after(now) {
        for (const { key, next } of averaged(now).flat()) past.set(key, next);
        update++;
      },
    };
  },
};

export const invariance: readonly Reference[] = [
  ...annealed('irm', irmPenalty),
  ...annealed('vrex', vrexPenalty),
  ...alignment,
  fishr,
];
