/** Writes the gradient at `at` into `gradient` and returns the value. */
export type Objective = (at: Float64Array, gradient: Float64Array) => number;

const MEMORY = 10;

/**
 * Minimises a smooth convex function by limited-memory BFGS (Nocedal, 1980; Nocedal & Wright, 2006, algorithm 7.5)
 * with backtracking to the Armijo condition. Starts at zero.
 *
 * @param size number of parameters
 * @param tolerance stops when the largest gradient entry is below it
 */
export function minimise(objective: Objective, size: number, tolerance = 1e-6, maximum = 500): Float64Array {
  let at = new Float64Array(size);
  let gradient = new Float64Array(size);
  let value = objective(at, gradient);
  const steps: Float64Array[] = [];
  const changes: Float64Array[] = [];

  for (let iteration = 0; iteration < maximum; iteration++) {
    if (gradient.every((g) => Math.abs(g) < tolerance)) break;
    const direction = twoLoop(gradient, steps, changes);
    const slope = dot(direction, gradient);
    let length = iteration === 0 ? Math.min(1, 1 / Math.sqrt(dot(gradient, gradient))) : 1;
    let next = at;
    let nextGradient = gradient;
    let nextValue = value;
    for (let halving = 0; halving < 40; halving++, length /= 2) {
      const trial = at.map((a, i) => a + length * direction[i]!);
      const trialGradient = new Float64Array(size);
      const trialValue = objective(trial, trialGradient);
      if (trialValue <= value + 1e-4 * length * slope) {
        next = trial;
        nextGradient = trialGradient;
        nextValue = trialValue;
        break;
      }
    }
    // No step lowers the value any more: the minimum, to rounding.
    if (next === at) break;
    const previous = { at, gradient };
    const step = next.map((a, i) => a - previous.at[i]!);
    const change = nextGradient.map((g, i) => g - previous.gradient[i]!);
    // Only pairs of positive curvature keep the approximation positive definite.
    if (dot(step, change) > 1e-12 * dot(change, change)) {
      steps.push(step);
      changes.push(change);
      if (steps.length > MEMORY) {
        steps.shift();
        changes.shift();
      }
    }
    at = next;
    gradient = nextGradient;
    value = nextValue;
  }
  return at;
}

/** −H·gradient by the two-loop recursion. */
function twoLoop(gradient: Float64Array, steps: Float64Array[], changes: Float64Array[]): Float64Array {
  const direction = gradient.map((g) => -g);
  const alphas = new Float64Array(steps.length);
  for (let k = steps.length - 1; k >= 0; k--) {
    alphas[k] = dot(steps[k]!, direction) / dot(steps[k]!, changes[k]!);
    add(direction, changes[k]!, -alphas[k]!);
  }
  const last = steps.length - 1;
  if (last >= 0) {
    const scale = dot(steps[last]!, changes[last]!) / dot(changes[last]!, changes[last]!);
    for (let i = 0; i < direction.length; i++) direction[i]! *= scale;
  }
  for (let k = 0; k < steps.length; k++) {
    const beta = dot(changes[k]!, direction) / dot(steps[k]!, changes[k]!);
    add(direction, steps[k]!, alphas[k]! - beta);
  }
  return direction;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function add(to: Float64Array, vector: Float64Array, times: number): void {
  for (let i = 0; i < to.length; i++) to[i]! += times * vector[i]!;
}
