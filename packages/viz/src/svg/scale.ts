import { fixed, known } from '../numbers.ts';

/** Maps data to pixels, and knows where its ticks are. */
export interface Scale {
  (value: number): number;
  readonly ticks: readonly number[];
  /** A tick's label. */
  readonly label: (value: number) => string;
}

type Pair = readonly [number, number];

/** Linear scale with round ticks. A domain without width is widened, so that one value can be drawn too. */
export function linear(domain: Pair, range: Pair, wanted = 4): Scale {
  const [low, high] = domain[1] > domain[0] ? domain : [domain[0] - 0.5, domain[0] + 0.5];
  const step = roundStep((high - low) / wanted);
  const ticks: number[] = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) ticks.push(i * step);
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const map = (value: number) => range[0] + ((value - low) / (high - low)) * (range[1] - range[0]);
  return Object.assign(map, { ticks, label: (value: number) => compact(value, Math.min(decimals, 6)) });
}

/** Logarithmic scale with a tick at each power of ten, or at 1, 2, 5 where those are few. Domain > 0. */
export function logarithmic(domain: Pair, range: Pair): Scale {
  const low = Math.log10(domain[0]);
  const high = Math.log10(domain[1]) > low ? Math.log10(domain[1]) : low + 1;
  const factors = high - low > 1.5 ? [1] : [1, 2, 5];
  const ticks: number[] = [];
  for (let power = Math.floor(low); power <= high; power++) {
    for (const factor of factors) {
      const value = factor * 10 ** power;
      if (Math.log10(value) >= low - 1e-9 && Math.log10(value) <= high + 1e-9) ticks.push(value);
    }
  }
  const skip = Math.ceil(ticks.length / 6);
  const map = (value: number) =>
    range[0] + ((Math.log10(value) - low) / (high - low)) * (range[1] - range[0]);
  return Object.assign(map, {
    ticks: ticks.filter((_, i) => i % skip === 0),
    label: (value: number) =>
      value >= 1e4 || value < 1e-3 ? value.toExponential(0) : String(Number(value.toPrecision(1))),
  });
}

/** Smallest and largest known value; `fallback` if there is none. */
export function extent(values: Iterable<number>, fallback: Pair = [0, 1]): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (!known(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return low <= high ? [low, high] : [fallback[0], fallback[1]];
}

/** 1, 2 or 5 times a power of ten, at least `rough`. */
function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  return ([1, 2, 5].find((factor) => factor * power >= rough * 0.999) ?? 10) * power;
}

function compact(value: number, decimals: number): string {
  if (Math.abs(value) >= 1000) return `${fixed(value / 1000, value % 1000 === 0 ? 0 : 1)}k`;
  return fixed(Object.is(value, -0) || Math.abs(value) < 1e-12 ? 0 : value, decimals);
}
