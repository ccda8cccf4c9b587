import type { Random } from '@mimmx/core/contracts';

/** Derivative and value of the loss of one row, given the network's outputs for it. */
export interface OutputTarget {
  /** Number of outputs. */
  readonly width: number;
  /** Writes ∂loss/∂outputs at `at …` of `gradient` and returns the loss of that row. */
  loss(row: number, outputs: Float64Array, at: number, gradient: Float64Array): number;
}

interface Layer {
  readonly inputs: number;
  readonly outputs: number;
  /** Row-major [outputs, inputs], then the biases. */
  readonly parameters: Float64Array;
  readonly gradient: Float64Array;
  readonly first: Float64Array;
  readonly second: Float64Array;
  /** Of the present batch: what went in is the previous layer's `values`. */
  values: Float64Array;
  delta: Float64Array;
}

/**
 * A small fully connected network (ReLU between layers) trained by Adam (Kingma & Ba, 2015) on typed arrays. It is
 * written for speed at widths below a few hundred, where a tensor engine's cost per call would dominate; four rows
 * share each weight that is loaded.
 */
export class DenseNetwork {
  readonly #layers: Layer[];
  #steps = 0;

  /** @param widths inputs, hidden layers, outputs; weights are He-normal, the last layer's ten times smaller */
  constructor(widths: readonly number[], random: Random) {
    this.#layers = widths.slice(1).map((outputs, i) => {
      const inputs = widths[i]!;
      const size = outputs * inputs + outputs;
      const scale = Math.sqrt(2 / inputs) * (i === widths.length - 2 ? 0.1 : 1);
      const parameters = new Float64Array(size);
      for (let p = 0; p < outputs * inputs; p++) parameters[p] = scale * random.normal();
      const zeros = () => new Float64Array(size);
      const none = new Float64Array(0);
      const slots = { gradient: zeros(), first: zeros(), second: zeros() };
      return { inputs, outputs, parameters, ...slots, values: none, delta: none };
    });
  }

  /** Copies of all parameters, for `restore`. */
  snapshot(): Float64Array[] {
    return this.#layers.map(({ parameters }) => parameters.slice());
  }

  restore(snapshot: readonly Float64Array[]): void {
    this.#layers.forEach(({ parameters }, i) => {
      parameters.set(snapshot[i]!);
    });
  }

  /** Outputs [rows, outputs] of row-major inputs; valid until the next call. */
  forward(inputs: Float64Array, rows: number): Float64Array {
    let values = inputs;
    this.#layers.forEach((layer, i) => {
      if (layer.values.length < rows * layer.outputs) layer.values = new Float64Array(rows * layer.outputs);
      affine(layer, values, rows, i < this.#layers.length - 1);
      values = layer.values;
    });
    return values;
  }

  /**
   * Gradient of the loss summed over a batch, by layer as in `snapshot`; valid until the next call.
   *
   * @param rows `rows[i]` tells the target which row the i-th input is
   */
  backward(inputs: Float64Array, rows: Int32Array, target: OutputTarget): Float64Array[] {
    const outputs = this.forward(inputs, rows.length);
    const last = this.#layers.length - 1;
    for (const layer of this.#layers) {
      const size = rows.length * layer.outputs;
      if (layer.delta.length < size) layer.delta = new Float64Array(size);
    }
    const { delta } = this.#layers[last]!;
    for (let i = 0; i < rows.length; i++) target.loss(rows[i]!, outputs, i * target.width, delta);
    for (let i = last; i >= 0; i--) {
      const below = this.#layers[i - 1];
      gradients(this.#layers[i]!, below?.values ?? inputs, below?.delta, rows.length);
    }
    return this.#layers.map(({ gradient }) => gradient);
  }

  /** One Adam step on the mean loss of a batch. */
  step(inputs: Float64Array, rows: Int32Array, target: OutputTarget, learningRate: number): void {
    this.backward(inputs, rows, target);
    this.#steps++;
    const correction = Math.sqrt(1 - 0.999 ** this.#steps) / (1 - 0.9 ** this.#steps);
    for (const layer of this.#layers) adam(layer, learningRate * correction, 1 / rows.length);
  }
}

/** values = inputs · Wᵀ + b, cut at 0 if `rectify`. */
function affine(layer: Layer, x: Float64Array, rows: number, rectify: boolean): void {
  const { inputs: n, outputs: m, parameters: w, values: y } = layer;
  let row = 0;
  for (; row + 3 < rows; row += 4) {
    const x0 = row * n;
    const x1 = x0 + n;
    const x2 = x1 + n;
    const x3 = x2 + n;
    for (let j = 0; j < m; j++) {
      const bias = w[m * n + j]!;
      let a = bias;
      let b = bias;
      let c = bias;
      let d = bias;
      for (let k = 0, p = j * n; k < n; k++, p++) {
        const weight = w[p]!;
        a += weight * x[x0 + k]!;
        b += weight * x[x1 + k]!;
        c += weight * x[x2 + k]!;
        d += weight * x[x3 + k]!;
      }
      const at = row * m + j;
      y[at] = rectify && a < 0 ? 0 : a;
      y[at + m] = rectify && b < 0 ? 0 : b;
      y[at + 2 * m] = rectify && c < 0 ? 0 : c;
      y[at + 3 * m] = rectify && d < 0 ? 0 : d;
    }
  }
  for (; row < rows; row++) {
    for (let j = 0; j < m; j++) {
      let a = w[m * n + j]!;
      for (let k = 0; k < n; k++) a += w[j * n + k]! * x[row * n + k]!;
      y[row * m + j] = rectify && a < 0 ? 0 : a;
    }
  }
}

/** Sum over the batch of ∂loss/∂(W, b) into `layer.gradient`; ∂loss/∂inputs into `below`, through its ReLU. */
function gradients(layer: Layer, x: Float64Array, below: Float64Array | undefined, rows: number): void {
  const { inputs: n, outputs: m, parameters: w, gradient, delta } = layer;
  const active = new Int32Array(Math.max(rows, m));
  gradient.fill(0);
  for (let j = 0; j < m; j++) {
    let count = 0;
    for (let row = 0; row < rows; row++) {
      const d = delta[row * m + j]!;
      if (d === 0) continue;
      active[count++] = row;
      gradient[m * n + j]! += d;
    }
    accumulate(gradient, j * n, n, x, delta, active, count, m, j);
  }
  if (below === undefined) return;
  below.fill(0, 0, rows * n);
  for (let row = 0; row < rows; row++) {
    let count = 0;
    for (let j = 0; j < m; j++) if (delta[row * m + j] !== 0) active[count++] = j;
    accumulate(below, row * n, n, w, delta, active, count, 1, row * m);
    for (let q = row * n; q < (row + 1) * n; q++) if (x[q] === 0) below[q] = 0;
  }
}

/**
 * to[at … at + n] += Σ over the active a of scales[a · stride + offset] · from[a · n … ]. About half of the ReLUs are
 * silent, so only the active ones are visited, four at a time.
 */
function accumulate(
  to: Float64Array,
  at: number,
  n: number,
  from: Float64Array,
  scales: Float64Array,
  active: Int32Array,
  count: number,
  stride: number,
  offset: number,
): void {
  let i = 0;
  for (; i + 3 < count; i += 4) {
    let p0 = active[i]!;
    let p1 = active[i + 1]!;
    let p2 = active[i + 2]!;
    let p3 = active[i + 3]!;
    const s0 = scales[p0 * stride + offset]!;
    const s1 = scales[p1 * stride + offset]!;
    const s2 = scales[p2 * stride + offset]!;
    const s3 = scales[p3 * stride + offset]!;
    p0 *= n;
    p1 *= n;
    p2 *= n;
    p3 *= n;
    for (let k = 0; k < n; k++) {
      to[at + k]! += s0 * from[p0 + k]! + s1 * from[p1 + k]! + s2 * from[p2 + k]! + s3 * from[p3 + k]!;
    }
  }
  for (; i < count; i++) {
    const s = scales[active[i]! * stride + offset]!;
    const p = active[i]! * n;
    for (let k = 0; k < n; k++) to[at + k]! += s * from[p + k]!;
  }
}

function adam(layer: Layer, rate: number, scale: number): void {
  const { parameters, gradient, first, second } = layer;
  for (let i = 0; i < parameters.length; i++) {
    const g = gradient[i]! * scale;
    first[i] = 0.9 * first[i]! + 0.1 * g;
    second[i] = 0.999 * second[i]! + 0.001 * g * g;
    parameters[i]! -= (rate * first[i]!) / (Math.sqrt(second[i]!) + 1e-8);
  }
}
