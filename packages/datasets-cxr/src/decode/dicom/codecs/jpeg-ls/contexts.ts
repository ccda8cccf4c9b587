import type { JpegLsBits } from './bits.ts';
import type { JpegLsHeaders } from './parameters.ts';

/** What is learnt of the errors of each context, and the samples that it gives (ITU-T T.87 A.4 to A.7). */
export interface Contexts {
  /** A sample of a context from left (a), above (b) and above left (c). */
  regular(context: number, a: number, b: number, c: number): number;
  /** The sample that ends a run. */
  interruption(a: number, b: number, same: boolean, runBits: number): number;
}

const CONTEXTS = 365;

/** Contexts at their start. */
export function createContexts(headers: JpegLsHeaders, bits: JpegLsBits): Contexts {
  const { near, mostValue, range, rangeBits, limit, reset } = headers;
  const start = Math.max(2, (range + 32) >> 6);
  // By context: sum of sizes of errors, sum of errors, correction, how often. The last two end runs.
  const sizes = new Int32Array(CONTEXTS + 2).fill(start);
  const sums = new Int32Array(CONTEXTS);
  const corrections = new Int32Array(CONTEXTS);
  const counts = new Int32Array(CONTEXTS + 2).fill(1);
  const negative = new Int32Array(2);
  const step = 2 * near + 1;

  const sample = (predicted: number, error: number): number => {
    let value = predicted + error * step;
    if (value < -near) value += range * step;
    else if (value > mostValue + near) value -= range * step;
    return Math.min(Math.max(value, 0), mostValue);
  };
  const exponent = (count: number, size: number): number => {
    let k = 0;
    while (count << k < size && k < 24) k++;
    return k;
  };

  return {
    regular(context, a, b, c) {
      // A context and its negative are one, with the sign of the error turned.
      const sign = context < 0 ? -1 : 1;
      const q = Math.abs(context);
      let predicted = c >= Math.max(a, b) ? Math.min(a, b) : c <= Math.min(a, b) ? Math.max(a, b) : a + b - c;
      predicted = Math.min(Math.max(predicted + sign * corrections[q]!, 0), mostValue);
      const k = exponent(counts[q]!, sizes[q]!);
      const mapped = bits.golomb(k, limit, rangeBits);
      const turned = near === 0 && k === 0 && 2 * sums[q]! <= -counts[q]!;
      const error =
        (mapped & 1) === 1
          ? turned
            ? mapped >> 1
            : -((mapped + 1) >> 1)
          : turned
            ? -(mapped >> 1) - 1
            : mapped >> 1;
      learn(q, error);
      return sample(predicted, sign * error);
    },
    interruption(a, b, same, runBits) {
      const kind = same ? 1 : 0;
      const q = CONTEXTS + kind;
      const k = exponent(counts[q]!, same ? sizes[q]! + (counts[q]! >> 1) : sizes[q]!);
      const mapped = bits.golomb(k, limit - runBits - 1, rangeBits);
      const size = (mapped + kind + 1) >> 1;
      const odd = ((mapped + kind) & 1) === 1;
      const error = (k !== 0 || 2 * negative[kind]! >= counts[q]!) === odd ? -size : size;
      if (error < 0) negative[kind]!++;
      sizes[q]! += (mapped + 1 - kind) >> 1;
      if (counts[q] === reset) {
        sizes[q]! >>= 1;
        counts[q]! >>= 1;
        negative[kind]! >>= 1;
      }
      counts[q]!++;
      return same ? sample(a, error) : sample(b, a > b ? -error : error);
    },
  };

  /** A.6: what the error of a context changes in it. */
  function learn(q: number, error: number): void {
    sums[q]! += error * step;
    sizes[q]! += Math.abs(error);
    if (counts[q] === reset) {
      sizes[q]! >>= 1;
      sums[q]! >>= 1;
      counts[q]! >>= 1;
    }
    counts[q]!++;
    const count = counts[q]!;
    if (sums[q]! <= -count) {
      sums[q] = Math.max(sums[q]! + count, 1 - count);
      if (corrections[q]! > -128) corrections[q]!--;
    } else if (sums[q]! > 0) {
      sums[q] = Math.min(sums[q]! - count, 0);
      if (corrections[q]! < 127) corrections[q]!++;
    }
  }
}
