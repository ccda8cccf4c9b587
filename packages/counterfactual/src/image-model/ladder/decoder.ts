import * as tf from '@mimmx/core/tf';
import type { Gaussian } from '../gaussian.ts';
import { condition, conv, dense, enlarge, type MapLayer, unfold } from '../layers.ts';
import type { Likelihood } from '../likelihood.ts';
import { output } from '../output.ts';
import type { Parameters } from '../parameters.ts';
import type { LadderSettings, Stage } from './options.ts';
import { type StochasticBlock, stochasticBlock } from './stochastic-block.ts';

/** One stochastic block and where it stands. */
export interface Level {
  readonly name: string;
  /** Index of its stage, fine to coarse. */
  readonly stage: number;
  readonly block: StochasticBlock;
}

export interface Decoder {
  /** Coarse to fine. */
  readonly levels: readonly Level[];
  /** From parents to pixels; `choose` gives z at each level from its prior and the decoder's state. */
  run(
    parents: tf.Tensor2D,
    choose: (prior: Gaussian, state: tf.Tensor4D, level: number) => tf.Tensor4D,
  ): Likelihood;
}

/** One stage of the path. */
interface Floor {
  readonly up: MapLayer | null;
  readonly stream: MapLayer | null;
  readonly start: tf.Variable;
  readonly given: (parents: tf.Tensor2D) => tf.Tensor4D;
  readonly levels: readonly number[];
}

/** The top-down path. The first state is learned, and the same for every image but for the parents. */
export function createDecoder(
  p: Parameters,
  image: number,
  depth: number,
  stages: readonly Stage[],
  parents: number,
  settings: LadderSettings,
): Decoder {
  const total = stages.reduce((sum, stage) => sum + stage.blocks, 0);
  const share = Math.sqrt(1 / Math.max(1, total));
  const levels: Level[] = [];
  const nearest = settings.upsampling === 'nearest';
  const mediated = settings.prior === 'mediator';
  const floors: Floor[] = [];
  let width = 0;
  for (let stage = stages.length - 1; stage >= 0; stage--) {
    const here = stages[stage]!;
    const above = stages[stage + 1];
    const name = `decoder.${here.size}`;
    const first = levels.length;
    const ratio = above ? here.size / above.size : 1;
    const up = above ? rise(p, `${name}.up`, { ...above, width }, here, settings) : null;
    const followed = !mediated && above && levels.length > 0 && levels.length < total;
    const stream = followed ? widenAndEnlarge(p, `${name}.stream`, width, here.width, ratio, nearest) : null;
    width = here.width;
    for (let k = 0; k < here.blocks; k++) {
      const to = nearest && k === here.blocks - 1 ? (stages[stage - 1]?.width ?? width) : width;
      const last = levels.length === total - 1;
      const block = stochasticBlock(p, k, here, parents, settings, { share, to, last });
      levels.push({ name: `z${here.size}.${k}`, stage, block });
      width = to;
    }
    floors.push({
      up,
      stream,
      start: p.constant(`${name}.start`, [1, here.size, here.size, here.width]),
      given: condition(p, `${name}.given`, parents, here.width),
      levels: Array.from({ length: here.blocks }, (_, k) => first + k),
    });
  }
  const finest = stages[0]!;
  const full =
    finest.size === image
      ? { layer: null, width: finest.width }
      : { layer: unfold(p, 'decoder.full', finest.width, settings.output), width: settings.output };
  const fullGiven = condition(p, 'decoder.full.given', parents, full.width);
  const pixels = output(p, 'decoder.pixels', full.width, depth);

  return {
    levels,
    run(pa, choose) {
      const batch = pa.shape[0];
      let state: tf.Tensor4D | null = null;
      let stream: tf.Tensor4D | null = null;
      for (const floor of floors) {
        const below: tf.Tensor = state && floor.up ? floor.up(state) : tf.zeros([batch, 1, 1, 1]);
        state = below.add(floor.start).add(floor.given(pa)) as tf.Tensor4D;
        // The prior's own stream: it must not see the parents, unless the latent variables mediate.
        const before: tf.Tensor = stream && floor.stream ? floor.stream(stream) : tf.zeros([batch, 1, 1, 1]);
        stream = before.add(floor.start) as tf.Tensor4D;
        for (const level of floor.levels) {
          const { block } = levels[level]!;
          const prior = block.prior(mediated ? state : stream, pa);
          const z = choose(prior, state, level);
          state = block.merge(state, z, prior.features, pa);
          stream = block.carry(z, prior.features) ?? stream;
        }
      }
      const last = full.layer ? full.layer(tf.relu(state!)) : state!;
      return pixels(tf.relu(last.add(fullGiven(pa))) as tf.Tensor4D);
    },
  };
}

/** Repeated pixels; a 1 × 1 convolution before them, unless the block before came to the right width by itself. */
function widenAndEnlarge(
  p: Parameters,
  name: string,
  from: number,
  to: number,
  ratio: number,
  nearest: boolean,
): MapLayer {
  const widen = nearest && from === to ? null : conv(p, name, from, to);
  return (x) => enlarge(widen ? widen(x) : x, ratio);
}

function rise(p: Parameters, name: string, from: Stage, to: Stage, { upsampling }: LadderSettings): MapLayer {
  const ratio = to.size / from.size;
  if (upsampling === 'sub-pixel' && from.size === 1) {
    const spread = dense(p, name, from.width, to.size ** 2 * to.width);
    return (x) =>
      spread(x.reshape([x.shape[0], from.width])).reshape([
        x.shape[0],
        to.size,
        to.size,
        to.width,
      ]) as tf.Tensor4D;
  }
  if (upsampling === 'sub-pixel' && ratio === 2) return unfold(p, name, from.width, to.width);
  return widenAndEnlarge(p, name, from.width, to.width, ratio, upsampling === 'nearest');
}
