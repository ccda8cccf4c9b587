/** ψ(x), the logarithmic derivative of Γ, for x > 0: recurrence to x ≥ 10, then the asymptotic series. */
export function digamma(x: number): number {
  let shift = 0;
  let z = x;
  while (z < 10) {
    shift -= 1 / z;
    z += 1;
  }
  const r = 1 / (z * z);
  const series = r * (1 / 12 - r * (1 / 120 - r * (1 / 252 - r * (1 / 240 - r * (1 / 132)))));
  return shift + Math.log(z) - 1 / (2 * z) - series;
}

/** ψ of the whole numbers up to `last`, index by index (index 0 unused), by ψ(n + 1) = ψ(n) + 1/n. */
export function digammaTable(last: number): Float64Array {
  const table = new Float64Array(last + 1);
  table[0] = Number.NaN;
  let value = -0.5772156649015329;
  for (let n = 1; n <= last; n++) {
    table[n] = value;
    value += 1 / n;
  }
  return table;
}
