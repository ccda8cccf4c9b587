import { MimmxError } from '../../../errors.ts';
import { suggest } from '../../../registry/suggest.ts';
import type { SavedTensor } from '../../../tensor/index.ts';
import * as tf from '../../../tf/index.ts';
import { torchTensors } from './torch-names.ts';

/** A layer that torch has weights of: its name there, and the layer here. */
export interface TorchLayer {
  readonly name: string;
  readonly kind: 'conv' | 'norm';
  readonly layer: tf.layers.Layer;
}

const NORM = ['weight', 'bias', 'running_mean', 'running_var'] as const;

/** [out, in, height, width] → [height, width, in, out] */
function transposed({ shape, values }: SavedTensor): Float32Array {
  const [out, into, height, width] = shape as [number, number, number, number];
  const moved = new Float32Array(values.length);
  for (let o = 0, from = 0; o < out; o++)
    for (let i = 0; i < into; i++)
      for (let at = 0; at < height * width; at++) moved[(at * into + i) * out + o] = values[from++]!;
  return moved;
}

/**
 * A kernel, [height, width, in, out], for images of another number of channels: one channel gets the sum of all, which is
 * what a grey image repeated in them would give; several share that of one.
 */
function withChannels(
  kernel: Float32Array,
  [height, width, into, out]: readonly number[],
  channels: number,
): Float32Array {
  if (into === channels) return kernel;
  const moved = new Float32Array(height! * width! * channels * out!);
  for (let at = 0; at < height! * width!; at++)
    for (let o = 0; o < out!; o++) {
      let sum = 0;
      for (let i = 0; i < into!; i++) sum += kernel[(at * into! + i) * out! + o]!;
      for (let c = 0; c < channels; c++) moved[(at * channels + c) * out! + o] = sum / channels;
    }
  return moved;
}

/**
 * Puts the tensors of a file into the layers of a network. The classifier's are left where they are.
 *
 * @param file its name, for errors
 * @throws E_PRETRAINED that names the tensor that is not there or of another shape
 */
export function placeWeights(
  layers: readonly TorchLayer[],
  tensors: Readonly<Record<string, SavedTensor>>,
  { network, file }: { readonly network: string; readonly file: string },
): void {
  const wrong = (message: string) => new MimmxError('E_PRETRAINED', `${file}: ${message}`);
  const found = torchTensors(tensors, `${layers[0]!.name}.weight`);
  const take = (name: string): readonly [string, SavedTensor] => {
    const one = found.get(name);
    if (one) return one;
    if (Object.keys(tensors).some((given) => /^onnx::Conv_\d+$/.test(given)))
      throw wrong(
        `there is no "${name}": the export folded the normalisation into the convolutions. Save the state_dict as .safetensors, or export with training=TrainingMode.PRESERVE and do_constant_folding=False.`,
      );
    throw wrong(`there is no "${name}" for ${network}. ${suggest(name, [...found.keys()].slice(0, 500))}`);
  };
  const misfit = (name: string, { shape }: SavedTensor, needed: readonly number[]) =>
    wrong(`"${name}" is [${shape}], and ${network} needs [${needed}]. Give the weights of a ${network}.`);
  tf.tidy(() => {
    for (const [i, { name, kind, layer }] of layers.entries()) {
      const variables = layer.weights;
      if (kind === 'norm') {
        const values = NORM.map((part, k) => {
          const [given, tensor] = take(`${name}.${part}`);
          const needed = variables[k]!.shape as number[];
          if (tensor.shape.join() !== needed.join()) throw misfit(given, tensor, needed);
          return tf.tensor(Float32Array.from(tensor.values), needed);
        });
        layer.setWeights(values);
        continue;
      }
      const [given, tensor] = take(`${name}.weight`);
      const needed = variables[0]!.shape as number[];
      const [height, width, channels, out] = needed as [number, number, number, number];
      // Only the first convolution sees the images, whose channels may be others than the file's.
      const into = (own: number | undefined) =>
        own === channels || (i === 0 && (own === 1 || channels === 1));
      const { shape } = tensor;
      const torch =
        shape.length === 4 && shape[0] === out && into(shape[1]) && shape[2] === height && shape[3] === width;
      const keras =
        shape.length === 4 && shape[0] === height && shape[1] === width && into(shape[2]) && shape[3] === out;
      if (!torch && !keras) throw misfit(given, tensor, [out, channels, height, width]);
      const kernel = torch ? transposed(tensor) : Float32Array.from(tensor.values);
      const own = torch ? shape[1]! : shape[2]!;
      layer.setWeights([tf.tensor(withChannels(kernel, [height, width, own, out], channels), needed)]);
    }
  });
}
