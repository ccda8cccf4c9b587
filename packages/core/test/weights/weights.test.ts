import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  adam,
  corePlugin,
  createRegistry,
  decodeSafetensors,
  encodeSafetensors,
  loadWeights,
  Random,
  type SavedTensor,
  setOwnRate,
  sgd,
} from '../../src/index.ts';
import { placeWeights } from '../../src/model/encoders/torch/place-weights.ts';
import { torchLayers } from '../../src/model/encoders/torch/torch-layers.ts';
import { fromKeras, torchTensors } from '../../src/model/encoders/torch/torch-names.ts';
import * as tf from '../../src/tf/index.ts';
import { readWeights } from '../../src/weights/index.ts';
import { cpu } from '../toy.ts';
import { torchCases } from './torch.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'mimmx-weights-'));
beforeAll(() => cpu.setup());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const f32 = (shape: readonly number[], values: readonly number[]): SavedTensor => ({
  shape,
  dtype: 'float32',
  values: Float32Array.from(values),
});
/** The convolution of make_onnx.py. */
const KERNEL = Array.from({ length: 54 }, (_, i) => i / 8);
const NORM = {
  'bn1.weight': f32([2], [1.5, 2.5]),
  'bn1.bias': f32([2], [-1, 3]),
  'bn1.running_mean': f32([2], [0.25, 0.5]),
  'bn1.running_var': f32([2], [4, 9]),
};
const SMALL = { 'conv1.weight': f32([2, 3, 3, 3], KERNEL), ...NORM };
/** What of ONNX or a state_dict comes with it. */
const about = { network: 'resnet18', file: 'w' };

/** One convolution and its normalisation. */
function small(channels: number, tensors: Record<string, SavedTensor>, frozen = false) {
  const context = { inputShape: [5, 5, channels], width: 1, random: new Random(1) };
  const layers = torchLayers(context, { network: 'resnet18', frozen });
  const x = layers.norm('bn1', layers.conv('conv1', layers.input, 2, 3));
  placeWeights(layers.named, tensors, about);
  return tf.model({ inputs: layers.input, outputs: x });
}

const pixel = (y: number, x: number, c: number): number => Math.sin(7 * y + 3 * x + c);
/** torch's convolution with padding 1 and its normalisation, spelled out. */
function byHand(channels: number, kernel: (o: number, c: number, i: number, j: number) => number): number[] {
  const found: number[] = [];
  for (let y = 0; y < 5; y++)
    for (let x = 0; x < 5; x++)
      for (let o = 0; o < 2; o++) {
        let sum = 0;
        for (let c = 0; c < channels; c++)
          for (let i = 0; i < 3; i++)
            for (let j = 0; j < 3; j++) {
              const [row, column] = [y + i - 1, x + j - 1];
              if (row >= 0 && row < 5 && column >= 0 && column < 5)
                sum += kernel(o, c, i, j) * pixel(row, column, c);
            }
        const [scale, shift, mean, variance] = [[1.5, 2.5][o]!, [-1, 3][o]!, [0.25, 0.5][o]!, [4, 9][o]!];
        found.push(((sum - mean) / Math.sqrt(variance + 1e-5)) * scale + shift);
      }
  return found;
}
const torchKernel = (o: number, c: number, i: number, j: number) => KERNEL[((o * 3 + c) * 3 + i) * 3 + j]!;

function say(model: tf.LayersModel, channels: number): number[] {
  const values = [];
  for (let y = 0; y < 5; y++)
    for (let x = 0; x < 5; x++) for (let c = 0; c < channels; c++) values.push(pixel(y, x, c));
  return [...(model.predict(tf.tensor(values, [1, 5, 5, channels])) as tf.Tensor).dataSync()];
}
const close = (found: readonly number[], wanted: readonly number[]) => {
  expect(found).toHaveLength(wanted.length);
  for (const [i, value] of wanted.entries()) expect(found[i]).toBeCloseTo(value, 4);
};

describe('placing weights', () => {
  test.each([false, true])(
    'a convolution and its normalisation are those of torch (frozen: %s)',
    (frozen) => {
      close(say(small(3, SMALL, frozen), 3), byHand(3, torchKernel));
    },
  );

  test('for grey images the channels are summed, for colour ones a single channel is shared', () => {
    const sum = (o: number, _: number, i: number, j: number) =>
      [0, 1, 2].reduce((s, c) => s + torchKernel(o, c, i, j), 0);
    close(say(small(1, SMALL), 1), byHand(1, sum));
    const one = { ...NORM, 'conv1.weight': f32([2, 1, 3, 3], KERNEL.slice(0, 18)) };
    close(
      say(small(3, one), 3),
      byHand(3, (o, _, i, j) => KERNEL[(o * 3 + i) * 3 + j]! / 3),
    );
  });

  test('frozen normalisation keeps its moments in training, and nothing of it is trained', () => {
    const model = small(3, SMALL, true);
    const x = tf.randomNormal([4, 5, 5, 3], 3, 2, 'float32', 1);
    const [still, training] = [false, true].map((on) => [
      ...(model.apply(x, { training: on }) as tf.Tensor).dataSync(),
    ]);
    close(training!, still!);
    expect(model.trainableWeights).toEqual([]);
    expect(model.nonTrainableWeights).toHaveLength(5);
  });

  test.each([
    [{ ...SMALL, 'bn1.bias': undefined }, 'E_PRETRAINED: w: there is no "bn1.bias" for resnet18.'],
    [
      { ...SMALL, 'conv1.weight': f32([2, 3, 1, 1], KERNEL.slice(0, 6)) },
      'E_PRETRAINED: w: "conv1.weight" is [2,3,1,1], and resnet18 needs [2,3,3,3]. Give the weights of a resnet18.',
    ],
    [
      { ...SMALL, 'bn1.running_var': f32([3], [1, 1, 1]) },
      'E_PRETRAINED: w: "bn1.running_var" is [3], and resnet18 needs [2].',
    ],
    [{}, 'E_PRETRAINED: w: there is no "conv1.weight" for resnet18.'],
  ])('a wrong name or shape is one line that names the tensor (%#)', (given, wanted) => {
    const tensors = Object.fromEntries(Object.entries(given).filter(([, tensor]) => tensor)) as Record<
      string,
      SavedTensor
    >;
    expect(() => small(3, tensors)).toThrow(wanted);
  });
});

describe('names', () => {
  test('whatever stands before a network’s names is left out', () => {
    for (const before of ['', 'module.', 'model.', 'module.backbone.']) {
      const tensors = Object.fromEntries(
        Object.entries({ ...SMALL, 'layer1.0.conv1.weight': f32([1], [7]), 'fc.weight': f32([1], [9]) }).map(
          ([name, one]) => [before + name, one],
        ),
      );
      const found = torchTensors(tensors, 'conv1.weight');
      expect(found.get('conv1.weight')).toEqual([`${before}conv1.weight`, SMALL['conv1.weight']]);
      expect(found.get('layer1.0.conv1.weight')![1].values[0]).toBe(7);
    }
  });

  const densenet = torchCases.find(({ network }) => network === 'densenet121')!;
  const own = densenet.tensors
    .map(([name]) => name.replace(/^features\./, ''))
    .filter((name) => !/classifier|num_batches/.test(name));

  test('old files of torchvision and torchxrayvision have today’s names', () => {
    const old = Object.fromEntries(
      own.map((name) => [`features.${name.replace(/(norm|conv)([12])\.(\w+)$/, '$1.$2.$3')}`, f32([1], [1])]),
    );
    expect(Object.keys(old)).toContain('features.denseblock1.denselayer1.norm.1.weight');
    expect([...torchTensors(old, 'conv0.weight').keys()].sort()).toEqual([...own].sort());
  });

  test('Keras’s DenseNet-121 covers every tensor of torchvision’s', () => {
    const layers = ['conv1/conv', 'conv1/bn', 'bn'];
    for (const [stage, count] of [6, 12, 24, 16].entries()) {
      for (let i = 1; i <= count; i++)
        for (const part of ['0_bn', '1_conv', '1_bn', '2_conv'])
          layers.push(`conv${stage + 2}_block${i}_${part}`);
      if (stage < 3) layers.push(`pool${stage + 2}_bn`, `pool${stage + 2}_conv`);
    }
    const names = layers.flatMap((layer) =>
      (/conv$/.test(layer) ? ['kernel'] : ['gamma', 'beta', 'moving_mean', 'moving_variance']).map(
        (part) => `${layer}/${part}`,
      ),
    );
    expect(names.map(fromKeras).sort()).toEqual([...own].sort());
    expect(fromKeras('fc1000/kernel')).toBeNull();
  });
});

describe('files', () => {
  const write = (name: string, bytes: Uint8Array | string): string => {
    writeFileSync(join(folder, name), bytes);
    return name;
  };

  test('ONNX of PyTorch, safetensors and TensorFlow.js hold the same tensors', () => {
    const file = write('small.safetensors', encodeSafetensors(SMALL));
    const weights = Object.entries(SMALL).map(([name, { shape }]) => ({ name, shape, dtype: 'float32' }));
    const bytes = Buffer.concat(Object.values(SMALL).map(({ values }) => Buffer.from(values.buffer)));
    mkdirSync(join(folder, 'tfjs'), { recursive: true });
    write('tfjs/a.bin', bytes.subarray(0, 100));
    write('tfjs/b.bin', bytes.subarray(100));
    write('tfjs/model.json', JSON.stringify({ weightsManifest: [{ paths: ['a.bin', 'b.bin'], weights }] }));
    for (const tensors of [
      loadWeights(file, folder).tensors,
      loadWeights('tfjs/model.json', folder).tensors,
      loadWeights('preserved.onnx', here).tensors,
    ])
      for (const [name, tensor] of Object.entries(SMALL)) expect(tensors[name]).toEqual(tensor);
  });

  test('an ONNX file with folded normalisation says how to export it', () => {
    const { tensors } = loadWeights('folded.onnx', here);
    expect(() => small(3, { ...tensors })).toThrow(
      /^E_PRETRAINED: w: there is no "\S+": the export folded the normalisation into/,
    );
  });

  test('half precision and 64 bits become what the engine takes', () => {
    const header = {
      half: { dtype: 'F16', shape: [4], data_offsets: [0, 8] },
      brain: { dtype: 'BF16', shape: [2], data_offsets: [8, 12] },
      long: { dtype: 'I64', shape: [], data_offsets: [12, 20] },
      double: { dtype: 'F64', shape: [1], data_offsets: [20, 28] },
    };
    const text = Buffer.from(JSON.stringify(header).padEnd(400));
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(400n);
    const data = Buffer.alloc(28);
    for (const [i, bits] of [0x3c00, 0xc500, 0x0001, 0x7bff].entries()) data.writeUInt16LE(bits, 2 * i);
    data.writeUInt16LE(0x3f80, 8);
    data.writeUInt16LE(0xc040, 10);
    data.writeBigInt64LE(-3n, 12);
    data.writeDoubleLE(0.5, 20);
    const { tensors } = decodeSafetensors(Buffer.concat([length, text, data]));
    expect([...tensors.half!.values]).toEqual([1, -5, 2 ** -24, 65504]);
    expect([...tensors.brain!.values]).toEqual([1, -3]);
    expect(tensors.long).toMatchObject({ dtype: 'int32', values: Int32Array.of(-3) });
    expect([...tensors.double!.values]).toEqual([0.5]);
  });

  test('what cannot be read is one line', () => {
    write('w.pth', 'PK');
    write('cut.safetensors', encodeSafetensors(SMALL).subarray(0, 300));
    write('cut.onnx', readFileSync(join(here, 'preserved.onnx')).subarray(0, 200));
    write('other.json', '{}');
    for (const [name, wanted] of [
      [
        'none.safetensors',
        /^E_PRETRAINED: There is no file \/.*none\.safetensors\. Correct encoder\.options\.weights/,
      ],
      ['w.pth', /^E_PRETRAINED: A pickle of PyTorch/],
      ['w.h5', /^E_PRETRAINED: w\.h5 is no file of weights that is read here/],
      ['cut.safetensors', /^E_PRETRAINED: cut\.safetensors: This is no whole safetensors file/],
      ['cut.onnx', /^E_PRETRAINED: The file is no whole ONNX model/],
      ['other.json', /^E_PRETRAINED: The JSON is no model of TensorFlow\.js/],
    ] as const) {
      expect(() => loadWeights(name, folder)).toThrow(wanted);
    }
  });

  test('another file under the same path is found out', () => {
    const file = write('pinned.safetensors', encodeSafetensors(SMALL));
    const { sha256 } = loadWeights(file, folder);
    expect(Object.keys(readWeights({ file, sha256 }, folder))).toHaveLength(5);
    write('pinned.safetensors', encodeSafetensors(NORM));
    expect(() => readWeights({ file, sha256 }, folder)).toThrow(
      'E_PRETRAINED: pinned.safetensors is another file',
    );
  });
});

describe('options', () => {
  const registry = createRegistry().use(corePlugin);
  const make = (options: object, inputShape = [32, 32, 1], more: object = {}) =>
    registry.create(
      'encoder',
      'resnet18',
      { inputShape, width: 2, random: new Random(1), root: folder, ...more },
      options,
    );

  test('what cannot be meant is refused', () => {
    expect(() => make({ frozen: true })).toThrow('E_OPTION: encoder "resnet18": frozen without weights');
    expect(() => make({ frozen: true, weights: 'w', learningRate: 0.1 })).toThrow(
      'frozen weights have no learningRate',
    );
    expect(() => make({}, [8, 8, 8, 1])).toThrow('E_ENCODER: resnet18 reads images');
    expect(() => make({ weights: 'none.onnx' })).toThrow('E_PRETRAINED: There is no file');
  });

  test('a model that is opened again reads no file', () => {
    const model = make({ weights: 'none.onnx' }, [32, 32, 1], { restored: true });
    expect(model.outputs[0]!.shape).toEqual([null, 2]);
    model.dispose();
  });
});

test.each(['adam', 'sgd'] as const)(
  'with %s a variable with a learning rate of its own moves by it',
  (name) => {
    const start = [1, -2, 3];
    const step = (ownRate?: number, rate = 0.1) => {
      const [a, b] = [tf.variable(tf.tensor1d(start)), tf.variable(tf.tensor1d(start))];
      if (ownRate !== undefined) setOwnRate(b, ownRate);
      const settings = { variables: [a, b], learningRate: rate };
      const optimiser =
        name === 'adam'
          ? adam({ ...settings, weightDecay: 0.2 })
          : sgd({ ...settings, momentum: 0.9, l2: 0.2 });
      for (let i = 0; i < 3; i++)
        optimiser.minimize(() => tf.sum(tf.add(tf.square(a), tf.square(b))) as tf.Scalar);
      return [a, b].map((variable) => [...variable.dataSync()]);
    };
    const [a, b] = step(0.01);
    // The first moves as if it were alone at 0.1, the second as if it were alone at 0.01.
    expect(a).toEqual(step()[0]);
    close(b!, step(undefined, 0.01)[1]!);
  },
);
