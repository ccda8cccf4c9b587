import { constant, div, emit, filled, int, mul, reshape, sizeOf, type Value } from '../graph/index.ts';
import { spreadWith } from './convolution.ts';
import { attributes, outputShape, padWidely, trivial } from './pool-window.ts';
import { asAsked, channelsFirst, cropped, inside, type Window } from './window.ts';

export const averagePool = (x: Value, w: Window): Value => {
  if (trivial(w)) return x;
  const read = inside(w);
  const [source, inner] = padWidely(cropped(channelsFirst(x, w), w), read, 0);
  const mean = emit('AveragePool', [source], outputShape(source, w), x.type, {
    ...attributes(inner),
    count_include_pad: int(0),
  });
  // Padding that is part of the input was counted: what was summed is divided anew.
  return asAsked(inner === read ? mean : div(mul(mean, sizeOf(w.size)), counts(read)), w);
};

/** How many elements of the input each window holds, as AveragePool counts them: [1, 1, …output]. */
const counts = (w: Window): Value => {
  const along = w.output.map((n, axis) =>
    Array.from({ length: n }, (_, i) => {
      const start = i * w.strides[axis]! - w.before[axis]!;
      // A window of padding alone counts as 1, so that its mean is 0.
      return Math.max(1, Math.min(start + w.size[axis]!, w.input[axis]!) - Math.max(start, 0));
    }),
  );
  const table = along.reduce((list, row) => list.flatMap((a) => row.map((b) => a * b)), [1]);
  return constant(Float32Array.from(table), [1, 1, ...w.output], 'float32');
};

export const averagePoolGradient = (dy: Value, w: Window): Value => {
  const gradient = channelsFirst(dy, w);
  const inner = inside(w);
  const [batch, channels] = gradient.shape as [number, number];
  // Plane by plane: the same convolution with ones for each of them.
  const planes = reshape(div(gradient, counts(inner)), [batch * channels, 1, ...w.output]);
  const spread = spreadWith(planes, filled([1, 1, ...w.size], dy.type, 1), { ...w, channelsLast: false }, 1);
  return asAsked(reshape(spread, [batch, channels, ...w.input]), w);
};
