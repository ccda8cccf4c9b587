import { classWeights } from './class-weights.ts';
import { largestOf } from './largest-of.ts';
import type { Matrix } from './standardise.ts';

/**
 * k nearest neighbours by Euclidean distance, exact (Cover & Hart, 1967): the class with the most votes among the k
 * nearest, a vote counting more the rarer its class is in the data fitted on.
 *
 * @param fit standardised features of known class, [rows, columns]
 * @param judge standardised features to predict
 * @param k number of neighbours; fewer if there are fewer rows
 * @returns predicted classes of `judge`
 */
export function neighbourClasses(
  fit: Matrix,
  codes: Int32Array,
  classes: number,
  judge: Matrix,
  k: number,
): Int32Array {
  return largestOf(neighbourVotes(fit, codes, classes, judge, k), classes);
}

/** The votes of {@link neighbourClasses}, row-major [rows of `judge`, classes]. */
export function neighbourVotes(
  fit: Matrix,
  codes: Int32Array,
  classes: number,
  judge: Matrix,
  k: number,
): Float64Array {
  const weights = classWeights(codes, classes);
  const votes = new Float64Array(judge.rows * classes);
  eachNeighbourhood(fit, judge, k, (row, neighbours) => {
    for (const neighbour of neighbours) {
      votes[row * classes + codes[neighbour]!]! += weights[codes[neighbour]!]!;
    }
  });
  return votes;
}

/** The mean of a continuous z over the k nearest neighbours. */
export function neighbourMeans(fit: Matrix, z: Float64Array, judge: Matrix, k: number): Float64Array {
  const predicted = new Float64Array(judge.rows);
  eachNeighbourhood(fit, judge, k, (row, neighbours) => {
    let sum = 0;
    for (const neighbour of neighbours) sum += z[neighbour]!;
    predicted[row] = sum / neighbours.length;
  });
  return predicted;
}

/** Calls `visit` with the rows of `fit` nearest to each row of `judge`, nearest first. */
function eachNeighbourhood(
  fit: Matrix,
  judge: Matrix,
  k: number,
  visit: (row: number, neighbours: Int32Array) => void,
): void {
  const { columns } = fit;
  const count = Math.min(k, fit.rows);
  const distances = new Float64Array(count);
  const neighbours = new Int32Array(count);
  const query = new Float64Array(columns);
  for (let row = 0; row < judge.rows; row++) {
    for (let c = 0; c < columns; c++) query[c] = judge.values[row * columns + c]!;
    distances.fill(Number.POSITIVE_INFINITY);
    let farthest = Number.POSITIVE_INFINITY;
    for (let candidate = 0, at = 0; candidate < fit.rows; candidate++) {
      let distance = 0;
      for (let c = 0; c < columns; c++, at++) {
        const difference = query[c]! - fit.values[at]!;
        distance += difference * difference;
      }
      if (distance >= farthest) continue;
      let place = count - 1;
      for (; place > 0 && distances[place - 1]! > distance; place--) {
        distances[place] = distances[place - 1]!;
        neighbours[place] = neighbours[place - 1]!;
      }
      distances[place] = distance;
      neighbours[place] = candidate;
      farthest = distances[count - 1]!;
    }
    visit(row, neighbours);
  }
}
