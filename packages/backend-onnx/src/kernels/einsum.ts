import * as tf from '@mimmx/core/tf';
import { listKernel } from '../backend/kernel.ts';
import { cast, emit, text } from '../graph/index.ts';

export const einsumKernels = [
  listKernel<tf.EinsumAttrs>('Einsum', (list, { equation }) => {
    const { allDims, idDims } = tf.backend_util.decodeEinsumEquation(equation, list.length);
    const shapes = list.map((value) => ({ shape: [...value.shape] }) as tf.Tensor);
    tf.backend_util.checkEinsumDimSizes(allDims.length, idDims, shapes);
    const plain = equation.replace(/\s/g, '');
    const [left = '', right = ''] = plain.split('->');
    const sizes = new Map<string, number>();
    for (const [i, term] of left.split(',').entries()) {
      for (const [axis, letter] of [...term].entries()) sizes.set(letter, list[i]?.shape[axis] as number);
    }
    const type = list.some((value) => value.type === 'float32') ? 'float32' : 'int32';
    return emit(
      'Einsum',
      list.map((value) => cast(value, type)),
      [...right].map((letter) => sizes.get(letter) as number),
      type,
      { equation: text(plain) },
    );
  }),
];
