import type { Reading } from './read-all.ts';

/** Factors that logits are multiplied by before the frequencies of z are put back; 0 leaves only those. */
const SLOPES = [0, 1 / 16, 1 / 8, 1 / 4, 1 / 2, 3 / 4, 1, 1.5, 2, 3, 4];
/** Least share of a class that a probe of probabilities is taken at its word for. */
const LEAST = 0.003;

/** What one probe read within one class of y, and what it is to be held against. */
export interface Told {
  readonly reading: Reading;
  /** z of the held and of the judged rows. */
  readonly held: Int32Array;
  readonly judged: Int32Array;
  /** Of each class in the rows fitted on, all above 0. */
  readonly frequencies: Float64Array;
}

/** How surprised a calibrated probe is, in nats: by each judged row of each class of y, and by the held rows on average. */
export interface Surprise {
  readonly judged: readonly Float64Array[];
  readonly held: number;
}

/**
 * Turns a probe's scores, which hold classes to be equally frequent, into probabilities of z with the frequencies of the
 * rows fitted on, softened or sharpened by the factor that suits the held rows of all classes of y best, so that a probe
 * that is too sure of itself does not count as knowing nothing.
 */
export function surprise(told: readonly Told[]): Surprise {
  const logits = told.map(({ reading: { scores, held, judge }, frequencies }) => {
    const [h, j] = [held, judge].map((s) => (scores === 'logits' ? s : logarithms(s, frequencies.length)));
    return { held: h!, judge: j! };
  });
  const tried = SLOPES.map((slope) => {
    const losses = told.flatMap(({ held, frequencies }, s) => [
      ...lossesOf(logits[s]!.held, held, slope, frequencies),
    ]);
    return { slope, mean: losses.reduce((a, b) => a + b, 0) / losses.length };
  });
  const best = tried.reduce((a, b) => (b.mean < a.mean ? b : a));
  return {
    judged: told.map(({ judged, frequencies }, s) =>
      lossesOf(logits[s]!.judge, judged, best.slope, frequencies),
    ),
    held: best.mean,
  };
}

function logarithms(shares: Float64Array, classes: number): Float64Array {
  const logs = new Float64Array(shares.length);
  for (let at = 0; at < shares.length; at += classes) {
    let total = 0;
    for (let c = 0; c < classes; c++) total += Math.max(0, shares[at + c]!);
    for (let c = 0; c < classes; c++)
      logs[at + c] = Math.log(Math.max(LEAST, shares[at + c]! / (total || 1)));
  }
  return logs;
}

/** −ln of the probability of each row's class. */
function lossesOf(
  logits: Float64Array,
  codes: Int32Array,
  slope: number,
  frequencies: Float64Array,
): Float64Array {
  const classes = frequencies.length;
  const priors = frequencies.map(Math.log);
  return Float64Array.from(codes, (code, row) => {
    const at = (c: number) => slope * logits[row * classes + c]! + priors[c]!;
    let largest = Number.NEGATIVE_INFINITY;
    for (let c = 0; c < classes; c++) largest = Math.max(largest, at(c));
    let total = 0;
    for (let c = 0; c < classes; c++) total += Math.exp(at(c) - largest);
    return largest + Math.log(total) - at(code);
  });
}

/**
 * Lower bound of I(f_y; z | y) in a resample: Ĥ(z | y) − mean surprise (Barber & Agakov, 2003). The entropy is that of
 * the frequencies of the judged rows with the correction of Miller (1955), (classes − 1) / 2n, which rows of one patient
 * make too small and so leave the bound one.
 *
 * @param losses surprise of each judged row, in nats
 * @param strata class of y of each, 0 … strataCount − 1; −1 leaves the row out
 * @param codes z of each
 * @param cluster patient of each
 */
export function natsStatistic(
  losses: Float64Array,
  strata: Int32Array,
  strataCount: number,
  codes: Int32Array,
  classes: number,
  cluster: Int32Array,
): (draws: Int32Array) => number {
  const counts = new Float64Array(strataCount * classes);
  return (draws) => {
    counts.fill(0);
    let loss = 0;
    let total = 0;
    for (let row = 0; row < losses.length; row++) {
      if (strata[row]! < 0) continue;
      const times = draws[cluster[row]!]!;
      counts[strata[row]! * classes + codes[row]!]! += times;
      loss += times * losses[row]!;
      total += times;
    }
    let entropy = 0;
    for (let s = 0; s < strataCount; s++) {
      let n = 0;
      for (let c = 0; c < classes; c++) n += counts[s * classes + c]!;
      let present = 0;
      for (let c = 0; c < classes; c++) {
        const count = counts[s * classes + c]!;
        if (count === 0) continue;
        entropy -= count * Math.log(count / n);
        present++;
      }
      if (present > 0) entropy += (present - 1) / 2;
    }
    return total > 0 ? (entropy - loss) / total : Number.NaN;
  };
}
