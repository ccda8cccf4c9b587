import { combined, crossEntropy, type Given, linear, logitsOf, mean, pairs, sum } from './by-hand.ts';
import type { Reference } from './check.ts';
import { TEN } from './ten-rows.ts';

const cosine = (a: readonly number[], b: readonly number[]): number =>
  sum(a.map((value, d) => value * b[d]!)) / Math.sqrt(sum(a.map((v) => v * v)) * sum(b.map((v) => v * v)));

/** Pairs of rows that fit, each once. */
const fitting = (now: Given, fits: (i: number, j: number) => boolean): [number, number][] =>
  pairs(now.y.map((_, i) => i)).filter(([i, j]) => fits(i, j));

const bothKnown = (codes: readonly number[], i: number, j: number) => codes[i]! >= 0 && codes[j]! >= 0;

const endLoss = (now: Given, ways: readonly (readonly number[])[], alpha: number, beta: number): number => {
  const cos = ([i, j]: [number, number]) => cosine(now.features[i]!, now.features[j]!);
  const apart = ways.map((codes) =>
    mean(
      fitting(now, (i, j) => bothKnown(codes, i, j) && codes[i] === codes[j]).map((pair) =>
        Math.abs(cos(pair)),
      ),
    ),
  );
  const together = ways.map((codes) =>
    mean(
      fitting(now, (i, j) => bothKnown(codes, i, j) && codes[i] !== codes[j] && now.y[i] === now.y[j]).map(
        (pair) => 1 - cos(pair),
      ),
    ),
  );
  return mean(now.losses) + alpha * mean(apart) + beta * mean(together);
};

/** KL of two normal distributions by summing p·log(p/q) on a grid. */
function klOnGrid(a: readonly number[], b: readonly number[]): number {
  const moments = (values: readonly number[]) => {
    const mu = mean(values);
    return { mu, variance: Math.max(mean(values.map((value) => (value - mu) ** 2)), 1e-4) };
  };
  const [p, q] = [moments(a), moments(b)];
  const logDensity = (x: number, { mu, variance }: typeof p) =>
    -((x - mu) ** 2) / (2 * variance) - 0.5 * Math.log(2 * Math.PI * variance);
  const sd = Math.sqrt(p.variance);
  const cells = 2000;
  const step = (16 * sd) / cells;
  return sum(
    Array.from({ length: cells }, (_, k) => {
      const x = p.mu - 8 * sd + (k + 0.5) * step;
      return Math.exp(logDensity(x, p)) * (logDensity(x, p) - logDensity(x, q)) * step;
    }),
  );
}

function fairklLoss(
  now: Given,
  temperature: number,
  epsilon: number,
  contrast: number,
  penalty: number,
): number {
  const cos = (i: number, j: number) => cosine(now.features[i]!, now.features[j]!);
  const rows = now.y.map((_, i) => i);
  const infoNce = mean(
    rows.map((i) => {
      const positives = rows.filter((j) => j !== i && now.y[j] === now.y[i]);
      const negatives = sum(
        rows.filter((j) => now.y[j] !== now.y[i]).map((j) => Math.exp(cos(i, j) / temperature)),
      );
      return mean(
        positives.map((j) => {
          const own = Math.exp(cos(i, j) / temperature);
          return -Math.log(own / (own * Math.exp(-epsilon) + negatives));
        }),
      );
    }),
  );
  const divergence = mean(
    now.z.map((codes) =>
      sum(
        [true, false].map((sameY) => {
          const values = (sameZ: boolean) =>
            fitting(
              now,
              (i, j) =>
                bothKnown(codes, i, j) &&
                (codes[i] === codes[j]) === sameZ &&
                (now.y[i] === now.y[j]) === sameY,
            ).map(([i, j]) => cos(i, j));
          const [aligned, conflicting] = [values(true), values(false)];
          return aligned.length === 0 || conflicting.length === 0 ? 0 : klOnGrid(aligned, conflicting);
        }),
      ),
    ),
  );
  return mean(now.losses) + contrast * infoNce + penalty * divergence;
}

/** Logits with log P(y | z), counted row by row. */
function balanced(now: Given, smoothing: number): number {
  const [first, second] = TEN.z as [number[], number[]];
  return mean(
    now.logits.map((row, i) => {
      const known = now.z.every((column) => column[i]! >= 0);
      const like = TEN.y.filter(
        (_, j) => !known || (first[j] === now.z[0]![i] && second[j] === now.z[1]![i]),
      );
      const counts = row.map((_, c) => like.filter((own) => own === c).length + (known ? smoothing : 0));
      return crossEntropy(
        row.map((logit, c) => logit + Math.log(counts[c]! / sum(counts) + 1e-9)),
        now.y[i]!,
      );
    }),
  );
}

/** One head for each value: the network's own, then the others in order. */
function ofDomains(now: Given, ways: readonly { codes: readonly number[]; count: number }[]): number {
  const heads = Array.from({ length: sum(ways.map(({ count }) => count)) }, (_, h) =>
    h === 0
      ? now.logits
      : linear(now.features, now.weights[`domains.${2 * h - 2}`]!, now.weights[`domains.${2 * h - 1}`]!),
  );
  let first = 0;
  const terms = ways.map(({ codes, count }) => {
    const own = heads.slice(first, first + count);
    first += count;
    return mean(
      now.y.map((y, i) =>
        codes[i]! < 0
          ? mean(own.map((logits) => crossEntropy(logits[i]!, y)))
          : crossEntropy(own[codes[i]!]![i]!, y),
      ),
    );
  });
  return mean(terms);
}

export const debiasing: readonly Reference[] = [
  {
    method: 'end',
    about: 'each',
    options: { alpha: 0.7, beta: 0.4 },
    reference: () => ({ loss: (now) => endLoss(now, now.z, 0.7, 0.4) }),
  },
  {
    method: 'end',
    about: 'joint',
    options: { alpha: 0.7, beta: 0.4, environments: 'joint' },
    reference: () => ({ loss: (now) => endLoss(now, [combined(now)], 0.7, 0.4) }),
  },
  {
    method: 'fairkl',
    options: { temperature: 0.5, epsilon: 0.25, contrast: 0.6, penalty: 0.3, detachHead: false },
    reference: () => ({ loss: (now) => fairklLoss(now, 0.5, 0.25, 0.6, 0.3) }),
  },
  {
    method: 'fairkl',
    about: 'whose head does not teach the encoder',
    options: { temperature: 0.5, contrast: 0.6, penalty: 0.3 },
    reference() {
      // The cross-entropy sees features as they are before the step, however the encoder moves.
      let fixed: readonly number[][] | null = null;
      return {
        loss(now) {
          fixed ??= now.features;
          const losses = logitsOf(now.weights, fixed).map((row, i) => crossEntropy(row, now.y[i]!));
          return fairklLoss({ ...now, losses }, 0.5, 0, 0.6, 0.3);
        },
      };
    },
  },
  ...[0, 1].map(
    (smoothing): Reference => ({
      method: 'bias-balance',
      about: `smoothing ${smoothing}`,
      options: { smoothing },
      reference: () => ({ loss: (now) => balanced(now, smoothing) }),
    }),
  ),
  {
    method: 'domain-independent',
    about: 'each',
    reference: () => ({
      loss: (now) =>
        ofDomains(
          now,
          now.z.map((codes, k) => ({ codes, count: now.sizes[k]! })),
        ),
    }),
  },
  {
    method: 'domain-independent',
    about: 'joint',
    options: { environments: 'joint' },
    reference: () => ({ loss: (now) => ofDomains(now, [{ codes: combined(now), count: 6 }]) }),
  },
];
