/** State of a {@link Random}, as saved in checkpoints: four unsigned 32-bit words and a kept normal deviate. */
export interface RandomState {
  readonly words: readonly [number, number, number, number];
  readonly spare: number | null;
}

/**
 * The one source of random numbers: xoshiro128** (Blackman & Vigna, 2018) seeded through splitmix32. Its state can
 * be saved and restored, so a resumed run draws what the undisturbed run would have drawn. It knows no tensors: those
 * are drawn from it by `normalTensor` and its like, which are fresh at each call of a compiled function.
 *
 * @example
 * const random = new Random(7);
 * const order = random.permutation(128); // Int32Array
 */
export class Random {
  #words: [number, number, number, number];
  #spare: number | null = null;

  constructor(seed: number | RandomState) {
    if (typeof seed === 'number') {
      let s = seed >>> 0;
      const next = () => {
        s = (s + 0x9e3779b9) >>> 0;
        let t = s ^ (s >>> 16);
        t = Math.imul(t, 0x21f0aaad);
        t ^= t >>> 15;
        t = Math.imul(t, 0x735a2d97);
        return (t ^ (t >>> 15)) >>> 0;
      };
      this.#words = [next(), next(), next(), next()];
    } else {
      this.#words = [...seed.words];
      this.#spare = seed.spare;
    }
  }

  get state(): RandomState {
    return { words: [...this.#words], spare: this.#spare };
  }

  set state(state: RandomState) {
    this.#words = [...state.words];
    this.#spare = state.spare;
  }

  /** A generator of its own, whose numbers do not depend on how many this one draws later. */
  fork(): Random {
    return new Random(this.seed());
  }

  /** An unsigned 32-bit integer, e.g. as the seed of a tf.layers initializer. */
  seed(): number {
    const w = this.#words;
    const product = Math.imul(w[1], 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
    const t = w[1] << 9;
    w[2] ^= w[0];
    w[3] ^= w[1];
    w[1] ^= w[2];
    w[0] ^= w[3];
    w[2] ^= t;
    w[3] = (w[3] << 11) | (w[3] >>> 21);
    return result;
  }

  /** Uniform on [0, 1). */
  uniform(): number {
    return this.seed() / 0x100000000;
  }

  /** Uniform integer on 0 … n − 1. */
  integer(n: number): number {
    return Math.floor(this.uniform() * n);
  }

  /** Standard normal (Marsaglia's polar method). */
  normal(): number {
    if (this.#spare !== null) {
      const kept = this.#spare;
      this.#spare = null;
      return kept;
    }
    for (;;) {
      const u = 2 * this.uniform() - 1;
      const v = 2 * this.uniform() - 1;
      const s = u * u + v * v;
      if (s > 0 && s < 1) {
        const scale = Math.sqrt((-2 * Math.log(s)) / s);
        this.#spare = v * scale;
        return u * scale;
      }
    }
  }

  /** Beta(a, b) on [0, 1], as a ratio of gammas, taken in logarithms so that small a and b do not underflow. */
  beta(a: number, b: number): number {
    return 1 / (1 + Math.exp(this.#logGamma(b) - this.#logGamma(a)));
  }

  /** Logarithm of a Gamma(shape, 1) deviate (Marsaglia & Tsang, ACM TOMS 2000; a shape below 1 by their note). */
  #logGamma(shape: number): number {
    if (shape < 1) return this.#logGamma(shape + 1) + Math.log(1 - this.uniform()) / shape;
    const d = shape - 1 / 3;
    for (;;) {
      const x = this.normal();
      const v = (1 + x / Math.sqrt(9 * d)) ** 3;
      if (v > 0 && Math.log(1 - this.uniform()) < 0.5 * x * x + d * (1 - v + Math.log(v)))
        return Math.log(d * v);
    }
  }

  /** Shuffles in place (Fisher–Yates) and returns the same array. */
  shuffle<T extends Int32Array | unknown[]>(items: T): T {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      const kept = items[i];
      items[i] = items[j] as never;
      items[j] = kept as never;
    }
    return items;
  }

  /** The numbers 0 … n − 1 in random order. */
  permutation(n: number): Int32Array {
    return this.shuffle(Int32Array.from({ length: n }, (_, i) => i));
  }
}
