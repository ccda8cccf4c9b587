import { emitMany, int, integers, type Value } from '../graph/index.ts';
import { type Pass, rewrite } from './rewrite.ts';

/** Buffers of one shader that every WebGPU device has; one of them is what is read. */
const MOST = 8 - 1;

/** Splits into more parts than a shader can write, as Adam's of small variables, in two steps or more. */
export const splitInSteps: Pass = (outputs) =>
  rewrite(outputs, (node, inputs) => {
    const { length } = node.outputs;
    if (node.op !== 'Split' || length <= MOST) return null;
    return split(inputs[0] as Value, node.outputs, node.attributes.axis?.value as number);
  });

interface Part {
  readonly shape: readonly number[];
  readonly type: Value['type'];
}

const split = (x: Value, parts: readonly Part[], axis: number): Value[] => {
  const lengths = (list: readonly Part[]) => integers(list.map(({ shape }) => shape[axis] as number));
  if (parts.length <= MOST) return emitMany('Split', [x, lengths(parts)], parts, { axis: int(axis) });
  const size = Math.ceil(parts.length / MOST);
  const groups = Array.from({ length: Math.ceil(parts.length / size) }, (_, i) =>
    parts.slice(i * size, (i + 1) * size),
  );
  const wide = groups.map((group): Part => {
    const length = group.reduce((sum, { shape }) => sum + (shape[axis] as number), 0);
    const { shape, type } = group[0] as Part;
    return { shape: shape.map((n, i) => (i === axis ? length : n)), type };
  });
  return split(x, wide, axis).flatMap((value, i) => {
    const group = groups[i] as readonly Part[];
    return group.length === 1 ? [value] : split(value, group, axis);
  });
};
