import { MimmxError } from '@mimmx/core';
import type * as tf from '@mimmx/core/tf';
import { kernel } from '../backend/kernel.ts';
import { cast, matMul, reshape, type Value } from '../graph/index.ts';
import { type FusedInputs, finish } from './fused.ts';

const check = (a: Value, b: Value, transposeA: boolean, transposeB: boolean): void => {
  const inner = [a.shape.at(transposeA ? -2 : -1), b.shape.at(transposeB ? -1 : -2)];
  if (a.shape.length < 2 || b.shape.length < 2 || inner[0] !== inner[1]) {
    throw new MimmxError(
      'E_SHAPE',
      `matMul of [${a.shape}] and [${b.shape}] with transposeA ${transposeA} and transposeB ${transposeB}: inner sizes must agree.`,
    );
  }
};

/** TensorFlow.js calls this with any rank ≥ 2; a batch of one is a plain product, which has transposes for free. */
const product = (a: Value, b: Value, transposeA: boolean, transposeB: boolean): Value => {
  check(a, b, transposeA, transposeB);
  const type = a.type === 'int32' && b.type === 'int32' ? 'int32' : 'float32';
  const left = cast(a, type);
  const right = cast(b, type);
  const single = (v: Value) => v.shape.slice(0, -2).every((n) => n === 1);
  if (!single(left) || !single(right)) return matMul(left, right, transposeA, transposeB);
  const flat = matMul(
    reshape(left, left.shape.slice(-2)),
    reshape(right, right.shape.slice(-2)),
    transposeA,
    transposeB,
  );
  const rank = Math.max(left.shape.length, right.shape.length);
  return reshape(flat, [...Array(rank - 2).fill(1), ...flat.shape]);
};

export const matMulKernels = [
  kernel<'a' | 'b', tf.BatchMatMulAttrs>('BatchMatMul', ({ a, b }, { transposeA, transposeB }) =>
    product(a, b, transposeA, transposeB),
  ),
  {
    name: '_FusedMatMul',
    record: (inputs: Readonly<Record<string, Value>>, attributes: object) => {
      const { a, b, ...rest } = inputs as { a: Value; b: Value } & FusedInputs;
      const { transposeA, transposeB, ...how } = attributes as tf._FusedMatMulAttrs;
      return finish(product(a, b, transposeA, transposeB), rest, how, 'matMul');
    },
  },
];
