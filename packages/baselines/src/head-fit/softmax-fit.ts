/** Rows of features with classes, and how much each counts. */
export interface FitRows {
  /** [rows × width], row-major. */
  readonly features: Float64Array;
  readonly width: number;
  readonly y: Int32Array;
  /** [rows] ≥ 0, not all 0. */
  readonly weights: Float64Array;
}

/** A linear layer to logits. */
export interface LinearHead {
  /** [width × classes], row-major. */
  readonly weight: Float64Array;
  /** [classes] */
  readonly bias: Float64Array;
}

export interface Penalties {
  /** Weight of Σ|w|. */
  readonly l1?: number;
  /** Weight of ½·Σ(w − start)². */
  readonly l2?: number;
}

/** Weighted mean cross-entropy of a head, and its gradient if asked for. */
export function headLoss(
  { features, width, y, weights }: FitRows,
  { weight, bias }: LinearHead,
  gradient?: { weight: Float64Array; bias: Float64Array },
): number {
  const classes = bias.length;
  const total = weights.reduce((a, b) => a + b, 0);
  const logits = new Float64Array(classes);
  let loss = 0;
  gradient?.weight.fill(0);
  gradient?.bias.fill(0);
  for (const [row, label] of y.entries()) {
    const share = weights[row]! / total;
    if (share === 0) continue;
    logits.set(bias);
    const at = row * width;
    for (let j = 0; j < width; j++) {
      const f = features[at + j]!;
      for (let k = 0; k < classes; k++) logits[k]! += f * weight[j * classes + k]!;
    }
    const top = logits.reduce((a, b) => Math.max(a, b), -Infinity);
    let norm = 0;
    for (let k = 0; k < classes; k++) norm += Math.exp(logits[k]! - top);
    const log = top + Math.log(norm);
    loss += share * (log - logits[label]!);
    if (!gradient) continue;
    for (let k = 0; k < classes; k++)
      logits[k] = share * (Math.exp(logits[k]! - log) - (k === label ? 1 : 0));
    for (let k = 0; k < classes; k++) gradient.bias[k]! += logits[k]!;
    for (let j = 0; j < width; j++) {
      const f = features[at + j]!;
      for (let k = 0; k < classes; k++) gradient.weight[j * classes + k]! += f * logits[k]!;
    }
  }
  return loss;
}

/**
 * Multinomial logistic regression: the head that lowers the weighted mean cross-entropy plus penalties on its weights (the
 * bias is free), by accelerated proximal gradient steps with backtracking (Beck & Teboulle, 2009) and restarts where they
 * overshoot. Convex, so that the result does not depend on the start beyond the tolerance.
 *
 * @param start where to begin, and what `l2` pulls to; zeros if absent
 */
export function fitSoftmax(
  rows: FitRows,
  classes: number,
  { l1 = 0, l2 = 0 }: Penalties,
  start?: LinearHead,
  { iterations = 500, tolerance = 1e-7 }: { iterations?: number; tolerance?: number } = {},
): LinearHead {
  const size = rows.width * classes;
  const centre = start?.weight ?? new Float64Array(size);
  let now: LinearHead = {
    weight: Float64Array.from(centre),
    bias: Float64Array.from(start?.bias ?? new Float64Array(classes)),
  };
  const gradient = { weight: new Float64Array(size), bias: new Float64Array(classes) };
  const smooth = (head: LinearHead, wanted?: typeof gradient): number => {
    let value = headLoss(rows, head, wanted);
    if (l2 === 0) return value;
    for (let i = 0; i < size; i++) {
      const gap = head.weight[i]! - centre[i]!;
      value += 0.5 * l2 * gap * gap;
      if (wanted) wanted.weight[i]! += l2 * gap;
    }
    return value;
  };
  const soft = (value: number, by: number) => Math.sign(value) * Math.max(Math.abs(value) - by, 0);

  let ahead = now;
  let momentum = 1;
  let curvature = 1;
  for (let iteration = 0; iteration < iterations; iteration++) {
    const value = smooth(ahead, gradient);
    let next: LinearHead;
    for (;;) {
      next = {
        weight: ahead.weight.map((w, i) => soft(w - gradient.weight[i]! / curvature, l1 / curvature)),
        bias: ahead.bias.map((b, k) => b - gradient.bias[k]! / curvature),
      };
      let [bound, change] = [value, 0];
      const count = (to: Float64Array, from: Float64Array, slope: Float64Array) => {
        for (const [i, target] of to.entries()) {
          const step = target - from[i]!;
          bound += slope[i]! * step;
          change += step * step;
        }
      };
      count(next.weight, ahead.weight, gradient.weight);
      count(next.bias, ahead.bias, gradient.bias);
      if (smooth(next) <= bound + 0.5 * curvature * change + 1e-12) break;
      curvature *= 2;
    }
    const moved = Math.max(...difference(next.weight, now.weight), ...difference(next.bias, now.bias));
    // Momentum that points uphill is forgotten (O'Donoghue & Candès, 2015).
    const uphill = inner(ahead.weight, next.weight, now.weight) + inner(ahead.bias, next.bias, now.bias) > 0;
    const grown = uphill ? 1 : (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
    const share = uphill ? 0 : (momentum - 1) / grown;
    const last = now;
    now = next;
    ahead = {
      weight: next.weight.map((w, i) => w + share * (w - last.weight[i]!)),
      bias: next.bias.map((b, k) => b + share * (b - last.bias[k]!)),
    };
    momentum = grown;
    if (moved < tolerance) break;
    curvature *= 0.9;
  }
  return now;
}

const difference = (a: Float64Array, b: Float64Array): Float64Array => a.map((v, i) => Math.abs(v - b[i]!));

/** ⟨ahead − next, next − now⟩ */
const inner = (ahead: Float64Array, next: Float64Array, now: Float64Array): number =>
  next.reduce((sum, v, i) => sum + (ahead[i]! - v) * (v - now[i]!), 0);
