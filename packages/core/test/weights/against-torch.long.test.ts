import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { corePlugin, createRegistry, encodeSafetensors, Random } from '../../src/index.ts';
import * as tf from '../../src/tf/index.ts';
import { cpu } from '../toy.ts';
import { torchCases, torchImage, torchTensorsOf } from './torch.ts';

const registry = createRegistry().use(corePlugin);
const folder = mkdtempSync(join(tmpdir(), 'mimmx-weights-'));
beforeAll(() => cpu.setup());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(torchCases)(
  '$network of torchvision, on $size × $size: the same features',
  async (one) => {
    const { network, channels, size, features, sum } = one;
    writeFileSync(join(folder, `${network}.safetensors`), encodeSafetensors(torchTensorsOf(one)));
    for (const frozen of [false, true]) {
      const encoder = registry.create(
        'encoder',
        network,
        { inputShape: [size, size, channels], width: 4, random: new Random(1), root: folder },
        { weights: `${network}.safetensors`, frozen },
      );
      const pooled = encoder.layers.at(-2)!.output as tf.SymbolicTensor;
      const trunk = tf.model({ inputs: encoder.inputs, outputs: pooled });
      const x = tf.tensor(torchImage(one), [1, size, size, channels]);
      // In training mode frozen weights must say the same.
      const found = (await (trunk.apply(x, { training: frozen }) as tf.Tensor).data()) as Float32Array;
      const scale = Math.max(...features.map(Math.abs));
      for (const [i, value] of features.entries())
        expect(Math.abs(found[i]! - value) / scale).toBeLessThan(1e-4);
      expect(found.reduce((a, b) => a + b, 0) / sum).toBeCloseTo(1, 4);
      expect(encoder.trainableWeights.length).toBe(
        frozen ? 2 : 2 + encoder.layers.filter(hasWeights).length - 1 + norms(encoder),
      );
      encoder.dispose();
    }
  },
  240_000,
);

const hasWeights = (layer: tf.layers.Layer): boolean => layer.weights.length > 0;
/** Of a normalisation two variables are trained, of a convolution one. */
const norms = ({ layers }: tf.LayersModel): number =>
  layers.filter(({ weights }) => weights.length === 4).length;
