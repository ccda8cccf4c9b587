import type * as tf from '@mimmx/core/tf';
import fc from 'fast-check';
import { anyTensor, broadcasting, type Case, draw, seed, spread, type Tf } from './draw.ts';

type Unary = (tf: Tf, x: tf.Tensor) => tf.Tensor;
type Binary = (tf: Tf, a: tf.Tensor, b: tf.Tensor) => tf.Tensor;

const unary = (apply: Unary, low?: number, high?: number): Case =>
  anyTensor(low, high).map((x) => draw([x], (t, [a]) => apply(t, a as tf.Tensor)));

const binary = (apply: Binary, low?: number, high?: number, not?: { differences: string }): Case =>
  fc
    .tuple(broadcasting, seed)
    .map(([[a, b], s]) =>
      draw(
        [spread(a, s, low, high), spread(b, s + 1, low, high === undefined ? high : high + 0.13)],
        (t, [x, y]) => apply(t, x as tf.Tensor, y as tf.Tensor),
        not,
      ),
    );

/** Two tensors of one shape: of these, TensorFlow.js's gradient does not undo a broadcast. */
const alike = (apply: Binary): Case =>
  anyTensor().map((x) =>
    draw([x, spread(x.shape, 7, -2, 2.13)], (t, [a, b]) => apply(t, a as tf.Tensor, b as tf.Tensor)),
  );

/** Kernels that act on each element, by name, over the part of their domain where they are smooth. */
export const elementwise: Readonly<Record<string, Case>> = {
  Abs: unary((t, x) => t.abs(x)),
  Acos: unary((t, x) => t.acos(x), -0.9, 0.9),
  Acosh: unary((t, x) => t.acosh(x), 1.2, 3),
  Asin: unary((t, x) => t.asin(x), -0.9, 0.9),
  Asinh: unary((t, x) => t.asinh(x)),
  Atan: unary((t, x) => t.atan(x)),
  Atanh: unary((t, x) => t.atanh(x), -0.9, 0.9),
  Cast: unary((t, x) => t.cast(x, 'float32')),
  Ceil: unary((t, x) => t.ceil(x)),
  ClipByValue: unary((t, x) => t.clipByValue(x, -0.9995, 0.8005)),
  Cos: unary((t, x) => t.cos(x)),
  Cosh: unary((t, x) => t.cosh(x)),
  Elu: unary((t, x) => t.elu(x)),
  Erf: unary((t, x) => t.erf(x)),
  Exp: unary((t, x) => t.exp(x)),
  Expm1: unary((t, x) => t.expm1(x)),
  Floor: unary((t, x) => t.floor(x)),
  Identity: unary((t, x) => t.clone(x).mul(2)),
  IsFinite: unary((t, x) => t.cast(t.isFinite(x), 'float32')),
  IsInf: unary((t, x) => t.cast(t.isInf(x), 'float32')),
  IsNan: unary((t, x) => t.cast(t.isNaN(x), 'float32')),
  LeakyRelu: unary((t, x) => t.leakyRelu(x, 0.3)),
  Log: unary((t, x) => t.log(x), 0.5, 3),
  Log1p: unary((t, x) => t.log1p(x), -0.4, 2),
  Neg: unary((t, x) => t.neg(x)),
  OnesLike: unary((t, x) => t.onesLike(x)),
  Reciprocal: unary((t, x) => t.reciprocal(x), 0.5, 3),
  Relu: unary((t, x) => t.relu(x)),
  Relu6: unary((t, x) => t.relu6(x), -3, 9),
  Round: unary((t, x) => t.round(x), -1.4, 1.4),
  Rsqrt: unary((t, x) => t.rsqrt(x), 0.5, 3),
  Selu: unary((t, x) => t.selu(x)),
  Sigmoid: unary((t, x) => t.sigmoid(x)),
  Sign: unary((t, x) => t.sign(x)),
  Sin: unary((t, x) => t.sin(x)),
  Sinh: unary((t, x) => t.sinh(x)),
  Softplus: unary((t, x) => t.softplus(x)),
  Sqrt: unary((t, x) => t.sqrt(x), 0.5, 3),
  Square: unary((t, x) => t.square(x)),
  Step: unary((t, x) => t.step(x, 0.5)),
  Tan: unary((t, x) => t.tan(x), -1.2, 1.2),
  Tanh: unary((t, x) => t.tanh(x)),
  ZerosLike: unary((t, x) => t.zerosLike(x)),

  Add: binary((t, a, b) => t.add(a, b)),
  Atan2: binary((t, a, b) => t.atan2(a, b), 0.4, 3),
  FloorDiv: binary((t, a, b) => t.floorDiv(a, b), 0.5, 3, {
    differences: 'TensorFlow.js gives a floored quotient the gradient of the quotient',
  }),
  GreaterEqual: binary((t, a, b) => t.cast(t.greaterEqual(a, b), 'float32')),
  Maximum: alike((t, a, b) => t.maximum(a, b)),
  Minimum: alike((t, a, b) => t.minimum(a, b)),
  Mod: binary((t, a, b) => t.mod(a, b), 0.6, 3),
  Multiply: binary((t, a, b) => t.mul(a, b)),
  Pow: binary((t, a, b) => t.pow(a, b), 0.5, 2.5),
  RealDiv: binary((t, a, b) => t.div(a, b), 0.5, 3),
  SquaredDifference: alike((t, a, b) => t.squaredDifference(a, b)),
  Sub: binary((t, a, b) => t.sub(a, b)),
  Prelu: anyTensor().map((x) =>
    draw([x, spread(x.shape.slice(-1), 5, 0.1, 0.9)], (t, [a, alpha]) =>
      t.prelu(a as tf.Tensor, alpha as tf.Tensor),
    ),
  ),
  Select: anyTensor().map((x) =>
    draw([x, spread(x.shape, 3)], (t, [a, b]) => {
      const flags = Array.from({ length: x.data.length }, (_, i) => i % 3 !== 0);
      return t.where(t.tensor(flags, [...x.shape], 'bool'), a as tf.Tensor, b as tf.Tensor);
    }),
  ),
};
