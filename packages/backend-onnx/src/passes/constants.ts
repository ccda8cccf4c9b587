import { scalar, uniform, Value } from '../graph/index.ts';
import { type Pass, rewrite } from './rewrite.ts';

const FUNCTIONS: Readonly<Record<string, (a: number, b: number) => number>> = {
  Add: (a, b) => a + b,
  Sub: (a, b) => a - b,
  Mul: (a, b) => a * b,
  Div: (a, b) => a / b,
  Max: Math.max,
  Min: Math.min,
  Pow: (a, b) => a ** b,
  Neg: (a) => -a,
  Sqrt: (a) => Math.sqrt(a),
  Exp: (a) => Math.exp(a),
  Log: (a) => Math.log(a),
};

const known = new WeakMap<Value, number | null>();

/** The number that all elements of a constant equal, or null; remembered, since it looks at every element. */
export const numberOf = (value: Value | null | undefined): number | null => {
  if (!value?.data || value.node) return null;
  let number = known.get(value);
  if (number === undefined) {
    number = uniform(value);
    known.set(value, number);
  }
  return number;
};

/** Computes float32 arithmetic on single known numbers now. */
export const foldConstants: Pass = (outputs) =>
  rewrite(outputs, (node, inputs) => {
    const compute = FUNCTIONS[node.op];
    const result = node.outputs[0] as Value;
    if (!compute || result.size !== 1 || result.type !== 'float32') return null;
    const numbers = inputs.map(numberOf);
    if (numbers.some((number) => number === null)) return null;
    const folded = scalar(compute(numbers[0] as number, numbers[1] as number));
    if (result.shape.length === 0) return folded;
    const shaped = new Value(result.shape, 'float32');
    shaped.data = folded.data;
    return shaped;
  });
