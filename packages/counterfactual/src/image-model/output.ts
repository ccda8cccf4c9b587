import * as tf from '@mimmx/core/tf';
import { softClamp } from './gaussian.ts';
import { conv } from './layers.ts';
import type { Likelihood } from './likelihood.ts';
import type { Parameters } from './parameters.ts';

/** ln of a pixel's scale stays between these: scales of e⁻⁷ are a ninth of a grey level. */
const [LOW, HIGH] = [-7, 3];

/** From the last features to the Gaussians of the pixels. */
export function output(
  p: Parameters,
  name: string,
  from: number,
  channels: number,
): (x: tf.Tensor4D) => Likelihood {
  const mean = conv(p, `${name}.mean`, from, channels, { gain: 0.1 });
  const scale = conv(p, `${name}.scale`, from, channels, { gain: 0 });
  return (x) => ({
    mean: mean(x),
    // Starts at e⁻¹, neither sharp nor flat on −1 to 1.
    logScale: softClamp(tf.sub(scale(x), 1), LOW, HIGH) as tf.Tensor4D,
  });
}
