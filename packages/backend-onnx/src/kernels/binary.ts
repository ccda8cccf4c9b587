import { kernel } from '../backend/kernel.ts';
import {
  add,
  binary,
  cast,
  compare,
  div,
  emit,
  int,
  mul,
  scalar,
  sub,
  unary,
  type Value,
  where,
} from '../graph/index.ts';

/** Both sides in one type: the wider of the two, and never bool, on which there is no arithmetic. */
const aligned = (a: Value, b: Value): [Value, Value] => {
  const type = a.type === 'float32' || b.type === 'float32' ? 'float32' : 'int32';
  return [cast(a, type), cast(b, type)];
};

const arithmetic = (name: string, op: (a: Value, b: Value) => Value) =>
  kernel<'a' | 'b'>(name, ({ a, b }) => {
    const result = op(...aligned(a, b));
    return a.type === 'bool' && b.type === 'bool' ? cast(result, 'bool') : result;
  });

const comparison = (name: string, op: string) =>
  kernel<'a' | 'b'>(name, ({ a, b }) => compare(op, ...aligned(a, b)));

const logical = (name: string, op: string) =>
  kernel<'a' | 'b'>(name, ({ a, b }) => compare(op, cast(a, 'bool'), cast(b, 'bool')));

/** ⌊a / b⌋. Integers go through float64, which holds every int32. */
const floorDiv = (a: Value, b: Value): Value =>
  a.type === 'float32'
    ? unary('Floor', div(a, b))
    : cast(unary('Floor', div(cast(a, 'float64'), cast(b, 'float64'))), 'int32');

/** Remainder with the sign of the divisor. */
const modulo = (a: Value, b: Value): Value => {
  if (a.type === 'int32') return binary('Mod', a, b);
  const remainder = (x: Value) => emit('Mod', [x, b], binary('Mod', x, b).shape, x.type, { fmod: int(1) });
  const first = remainder(a);
  const same = compare('Equal', compare('Less', a, 0), compare('Less', b, 0));
  return where(same, first, remainder(add(first, b)));
};

const squaredDifference = (a: Value, b: Value): Value => {
  const difference = sub(a, b);
  return mul(difference, difference);
};

/** The angle of (b, a), from atan(a / b) by quadrant. */
const atan2 = (a: Value, b: Value): Value => {
  const y = cast(a, 'float32');
  const x = cast(b, 'float32');
  const zero = mul(add(x, y), scalar(0));
  const base = unary('Atan', div(y, x));
  const turn = where(compare('Less', y, 0), scalar(-Math.PI), scalar(Math.PI));
  const left = add(base, turn);
  const half = where(
    compare('Less', y, 0),
    scalar(-Math.PI / 2),
    where(compare('Greater', y, 0), scalar(Math.PI / 2), y),
  );
  const noX = compare('Equal', x, 0);
  return add(where(noX, half, where(compare('Less', x, 0), left, base)), zero);
};

export const binaryKernels = [
  arithmetic('Add', add),
  arithmetic('Sub', sub),
  arithmetic('Multiply', mul),
  arithmetic('Maximum', (a, b) => binary('Max', a, b)),
  arithmetic('Minimum', (a, b) => binary('Min', a, b)),
  arithmetic('Pow', (a, b) => binary('Pow', a, b)),
  arithmetic('SquaredDifference', squaredDifference),
  arithmetic('FloorDiv', floorDiv),
  arithmetic('Mod', modulo),
  kernel<'a' | 'b'>('RealDiv', ({ a, b }) => div(cast(a, 'float32'), cast(b, 'float32'))),
  kernel<'a' | 'b'>('Atan2', ({ a, b }) => atan2(a, b)),
  comparison('Equal', 'Equal'),
  kernel<'a' | 'b'>('NotEqual', ({ a, b }) => {
    const equal = compare('Equal', ...aligned(a, b));
    return unary('Not', equal);
  }),
  comparison('Greater', 'Greater'),
  comparison('GreaterEqual', 'GreaterOrEqual'),
  comparison('Less', 'Less'),
  comparison('LessEqual', 'LessOrEqual'),
  logical('LogicalAnd', 'And'),
  logical('LogicalOr', 'Or'),
  logical('LogicalXor', 'Xor'),
  kernel<'x'>('LogicalNot', ({ x }) => unary('Not', cast(x, 'bool'))),
  kernel<'a' | 'b'>('BitwiseAnd', ({ a, b }) => binary('BitwiseAnd', a, b)),
];
