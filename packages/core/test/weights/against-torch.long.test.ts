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

test.each([
  ['resnet18', 11_689_512],
  ['resnet50', 25_557_032],
  ['densenet121', 7_978_856],
] as const)(
  '%s has the published number of trained parameters, and frozen those of its map',
  (network, count) => {
    const context = { inputShape: [32, 32, 3], width: 1000, random: new Random(1), restored: true };
    const size = (weights: tf.LayerVariable[]) =>
      weights.reduce((sum, { shape }) => sum + shape.reduce<number>((a, b) => a * b!, 1), 0);
    const model = registry.create('encoder', network, context, {});
    expect(size(model.trainableWeights)).toBe(count);
    model.dispose();
    const frozen = registry.create('encoder', network, context, { weights: 'restored', frozen: true });
    const width = network === 'resnet18' ? 512 : network === 'resnet50' ? 2048 : 1024;
    expect(size(frozen.trainableWeights)).toBe(1000 * width + 1000);
    frozen.dispose();
  },
);

const hasWeights = (layer: tf.layers.Layer): boolean => layer.weights.length > 0;
/** Of a normalisation two variables are trained, of a convolution one. */
const norms = ({ layers }: tf.LayersModel): number =>
  layers.filter(({ weights }) => weights.length === 4).length;
