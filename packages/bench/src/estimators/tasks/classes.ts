import { type BenchmarkTask, realSamples } from '../task.ts';

/** log 2 − H(p): mutual information of two balanced binary variables that agree with probability p. */
export const agreementInformation = (p: number): number =>
  Math.log(2) + p * Math.log(p) + (1 - p) * Math.log(1 - p);

/** Half the distance of the two normals, in standard deviations: they share 3e−9 of their mass. */
const HALF_DISTANCE = 6;

/**
 * A feature that takes one of two values, blurred, and a class that agrees with it in so many per cent of the rows: what a
 * confounded binary factor looks like to a network. The mixture's components hardly overlap, so the truth is log 2 − H(p).
 */
export const confounderTask = (percent: number): BenchmarkTask => ({
  name: `confounder-${percent}`,
  summary: `A blurred binary feature in two columns and a class that agrees with it in ${percent} % of the rows.`,
  truth: agreementInformation(percent / 100),
  sample(rows, random) {
    const x = realSamples(rows, 2);
    const codes = new Int32Array(rows);
    for (let i = 0; i < rows; i++) {
      const factor = random.integer(2);
      codes[i] = random.uniform() < percent / 100 ? factor : 1 - factor;
      x.values[2 * i] = (2 * factor - 1) * HALF_DISTANCE + random.normal();
      x.values[2 * i + 1] = random.normal();
    }
    return { x, y: { values: codes, rows, columns: 1, classes: 2 } };
  },
});

/** Two binary variables that agree in so many per cent of the rows. */
export const agreementTask = (percent: number): BenchmarkTask => ({
  name: `classes-${percent}`,
  summary: `Two binary variables that agree in ${percent} % of the rows.`,
  truth: agreementInformation(percent / 100),
  sample(rows, random) {
    const x = new Int32Array(rows);
    const y = new Int32Array(rows);
    for (let i = 0; i < rows; i++) {
      x[i] = random.integer(2);
      y[i] = random.uniform() < percent / 100 ? x[i]! : 1 - x[i]!;
    }
    const both = { rows, columns: 1, classes: 2 };
    return { x: { values: x, ...both }, y: { values: y, ...both } };
  },
});
