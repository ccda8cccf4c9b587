import * as tf from '@mimmx/core/tf';
import { block } from '../block.ts';
import { conv, dense, type MapLayer } from '../layers.ts';
import type { Parameters } from '../parameters.ts';
import type { LadderSettings, Stage } from './options.ts';

const kernelAt = (size: number): number => (size <= 2 ? 1 : 3);

/** Bottom-up maps of every stage, fine to coarse. */
export function createEncoder(
  p: Parameters,
  image: number,
  depth: number,
  stages: readonly Stage[],
  settings: LadderSettings,
): (x: tf.Tensor4D) => readonly tf.Tensor4D[] {
  const { block: style, bottleneck, downsampling } = settings;
  const count = stages.reduce((sum, stage) => sum + stage.encoderBlocks + 1, 0);
  const gain = Math.sqrt(1 / count);
  const inner = (name: string, from: number, to: number, size: number, middle: number): MapLayer => {
    const inside = block(p, name, { style, from: [from], middle, to, kernel: kernelAt(size), gain });
    const shortcut = from === to ? null : conv(p, `${name}.shortcut`, from, to);
    return (x) => inside([x]).add(shortcut ? shortcut(x) : x) as tf.Tensor4D;
  };
  const stem = conv(p, 'encoder.stem', depth, stages[0]!.width, {
    kernel: settings.stem,
    stride: image / stages[0]!.size,
  });
  const layers = stages.map((stage, i) => {
    const middle = Math.max(1, Math.round(stage.width / bottleneck));
    const blocks = Array.from({ length: stage.encoderBlocks }, (_, k) =>
      inner(`encoder.${stage.size}.${k}`, stage.width, stage.width, stage.size, middle),
    );
    const next = stages[i + 1];
    return { blocks, down: next ? downTo(stage, next, middle) : null };
  });

  function downTo(stage: Stage, next: Stage, middle: number): MapLayer {
    const name = `encoder.${stage.size}.down`;
    const ratio = stage.size / next.size;
    if (downsampling === 'pool') {
      const widen = inner(name, stage.width, next.width, stage.size, middle);
      return (x) => tf.avgPool(widen(x), ratio, ratio, 'valid');
    }
    if (next.size > 1) {
      const strided = conv(p, name, stage.width, next.width, { kernel: 3, stride: ratio });
      return (x) => tf.relu(strided(x));
    }
    const flat = stage.size ** 2 * stage.width;
    const gather = dense(p, name, flat, next.width);
    return (x) =>
      tf.relu(gather(x.reshape([x.shape[0], flat]))).reshape([x.shape[0], 1, 1, next.width]) as tf.Tensor4D;
  }

  return (x) => {
    let y = stem(x);
    return layers.map(({ blocks, down }) => {
      for (const one of blocks) y = one(y);
      const kept = y;
      if (down) y = down(y);
      return kept;
    });
  };
}
