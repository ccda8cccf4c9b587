import { kernel } from '../backend/kernel.ts';
import {
  add,
  cast,
  compare,
  div,
  emit,
  filled,
  mul,
  scalar,
  sub,
  unary,
  type Value,
} from '../graph/index.ts';

const direct = {
  Acos: 'Acos',
  Acosh: 'Acosh',
  Asin: 'Asin',
  Asinh: 'Asinh',
  Atan: 'Atan',
  Atanh: 'Atanh',
  Cos: 'Cos',
  Cosh: 'Cosh',
  Erf: 'Erf',
  Log: 'Log',
  Sigmoid: 'Sigmoid',
  Sin: 'Sin',
  Sinh: 'Sinh',
  Sqrt: 'Sqrt',
  Tan: 'Tan',
  Tanh: 'Tanh',
} as const;

const real = (x: Value): Value => cast(x, 'float32');

/** −1, 0 or 1; 0 for NaN, as TensorFlow.js has it. */
const sign = (x: Value): Value =>
  sub(cast(compare('Greater', x, 0), 'float32'), cast(compare('Less', x, 0), 'float32'));

/** Functions of real numbers: integers are converted first, and the result is float32. */
const realKernels = Object.entries(direct).map(([name, op]) =>
  kernel<'x'>(name, ({ x }) => unary(op, real(x))),
);

export const unaryKernels = [
  ...realKernels,
  // Of an integer, the exponential is worked out in float64: it grows past what float32's rounding forgives.
  kernel<'x'>('Exp', ({ x }) =>
    x.type === 'int32' ? cast(unary('Exp', cast(x, 'float64')), 'float32') : unary('Exp', real(x)),
  ),
  kernel<'x'>('Abs', ({ x }) => unary('Abs', x)),
  kernel<'x'>('Neg', ({ x }) => unary('Neg', x)),
  kernel<'x'>('Sign', ({ x }) => (x.type === 'float32' ? sign(x) : unary('Sign', x))),
  kernel<'x'>('IsNan', ({ x }) =>
    x.type === 'float32' ? emit('IsNaN', [x], x.shape, 'bool') : filled(x.shape, 'bool', 0),
  ),
  kernel<'x'>('IsInf', ({ x }) =>
    x.type === 'float32' ? emit('IsInf', [x], x.shape, 'bool') : filled(x.shape, 'bool', 0),
  ),
  // x − x is zero exactly where x is a number.
  kernel<'x'>('IsFinite', ({ x }) =>
    x.type === 'float32' ? compare('Equal', sub(x, x), 0) : filled(x.shape, 'bool', 1),
  ),
  kernel<'x'>('Ceil', ({ x }) => (x.type === 'float32' ? unary('Ceil', x) : x)),
  kernel<'x'>('Floor', ({ x }) => (x.type === 'float32' ? unary('Floor', x) : x)),
  // Both round halves to even.
  kernel<'x'>('Round', ({ x }) => (x.type === 'float32' ? unary('Round', x) : x)),
  kernel<'x'>('Square', ({ x }) => mul(x, x)),
  kernel<'x'>('Rsqrt', ({ x }) => div(scalar(1), unary('Sqrt', real(x)))),
  kernel<'x'>('Reciprocal', ({ x }) => div(scalar(1), real(x))),
  kernel<'x'>('Expm1', ({ x }) => sub(unary('Exp', real(x)), 1)),
  kernel<'x'>('Log1p', ({ x }) => unary('Log', add(real(x), 1))),
];
