import type { Batch, Bottleneck, Encoder, Factor, Task } from '../contracts/index.ts';
import { MimmxError } from '../errors.ts';
import type { Random } from '../tensor/index.ts';
import type * as tf from '../tf/index.ts';
import { bottleneck } from './bottleneck.ts';
import { createChannel } from './channel.ts';
import { createHead, type Head } from './heads.ts';
import { inParts, requireSteady } from './in-parts.ts';
import { factorLosses, meanLoss } from './losses.ts';
import { layOutSlices, type Slices } from './slices.ts';
import { createStandardiser } from './standardiser.ts';

export interface NetworkSettings {
  readonly task: Task;
  /** Makes an encoder of that output width, of which the first features are f_y's. */
  readonly encoder: (width: number, about: { readonly primaryWidth: number }) => Encoder;
  /** Width of f_y. */
  readonly primaryWidth: number;
  /** Width of each f_zi; an empty list makes a network of y alone. */
  readonly confounderWidths: readonly number[];
  /** Hidden units of every head; 0 = linear. */
  readonly headHidden?: number;
  readonly bottleneck?: Bottleneck;
  /**
   * Standardises every feature over the batch (batch normalisation without scale and offset). A feature can then
   * neither shrink to nothing, which would hide information without removing it, nor grow until critics diverge.
   */
  readonly standardise?: boolean;
  /** Rows that pass through the encoder together in training; all of them if absent. See `inParts`. */
  readonly microBatch?: number | undefined;
  readonly random: Random;
}

/** An encoder whose output is cut into f_y, f_z1 … f_zN, and a head for each (MIMM; Fay et al., 2023). */
export interface Network {
  readonly slices: Slices;
  readonly encoderVariables: readonly tf.Variable[];
  readonly headVariables: readonly tf.Variable[];
  /** Moving averages and other variables that no gradient trains. */
  readonly state: readonly tf.Variable[];
  /** Encoder output, [batch, slices.total], before the bottleneck. */
  encode(x: tf.Tensor, training: boolean): tf.Tensor2D;
  /** Features of factor i after the bottleneck (which is f_y's alone), [batch, widths[i]]. */
  features(encoded: tf.Tensor2D, i: number, training: boolean): tf.Tensor2D;
  /** Logits of factor i from its features, [batch, outputs]. */
  logits(features: tf.Tensor2D, i: number): tf.Tensor2D;
  /** Loss of each row of factor i (0 = y), [batch]; that of a row whose label is missing means nothing. */
  losses(encoded: tf.Tensor2D, batch: Batch, i: number): { losses: tf.Tensor1D; logits: tf.Tensor2D };
  /** Mean loss of factor i over the rows whose label is known, a scalar. */
  loss(encoded: tf.Tensor2D, batch: Batch, i: number): { loss: tf.Scalar; logits: tf.Tensor2D };
  dispose(): void;
}

/** Builds the network. @throws E_ENCODER if the encoder's output is not [batch, width]; E_OPTION if it is random in parts */
export function createNetwork(settings: NetworkSettings): Network {
  const { task, random } = settings;
  const factors: readonly Factor[] = [task.y, ...task.z.slice(0, settings.confounderWidths.length)];
  const slices = layOutSlices([settings.primaryWidth, ...settings.confounderWidths]);
  const encoder = settings.encoder(slices.total, { primaryWidth: settings.primaryWidth });
  const shape = encoder.outputs[0]?.shape;
  if (encoder.outputs.length !== 1 || shape?.length !== 2 || shape[1] !== slices.total) {
    throw new MimmxError(
      'E_ENCODER',
      `The encoder gives [${shape}], but ${factors.length} slices need [batch, ${slices.total}]. Change the encoder's width or the slices'.`,
    );
  }
  const standardiser = settings.standardise ? createStandardiser(slices.total) : null;
  const heads: Head[] = factors.map((factor, i) =>
    createHead(
      slices.widths[i]!,
      factor.kind === 'categorical' ? factor.classes : 1,
      random,
      settings.headHidden,
    ),
  );
  const kind = settings.bottleneck ?? { kind: 'none' };
  const channel =
    kind.kind === 'channel' ? createChannel(slices.total, settings.primaryWidth, kind.sd, random) : null;
  const trainable = encoder.trainableWeights.map((weight) => weight.read() as tf.Variable);
  const frozen = encoder.nonTrainableWeights.map((weight) => weight.read() as tf.Variable);

  const { microBatch } = settings;
  if (microBatch !== undefined) requireSteady(encoder);
  const whole = (x: tf.Tensor) => encoder.apply(x, { training: true }) as tf.Tensor2D;
  const rows = { apply: whole, variables: trainable, state: frozen };
  const trained = microBatch === undefined ? whole : inParts(rows, microBatch);

  const network: Network = {
    slices,
    encoderVariables: trainable,
    headVariables: heads.flatMap((head) => head.variables),
    state: [...frozen, ...(standardiser?.state ?? [])],
    encode(x, training) {
      const features = training ? trained(x) : (encoder.apply(x, { training }) as tf.Tensor2D);
      return standardiser?.apply(features, training) ?? features;
    },
    features(encoded, i, training) {
      const slice = slices.take(encoded, i);
      if (channel && i === 0) return channel.apply(slice, encoded, training);
      return i === 0 ? bottleneck(kind, slice, training ? random : undefined) : slice;
    },
    logits: (features, i) => heads[i]!.apply(features),
    losses(encoded, batch, i) {
      const logits = network.logits(network.features(encoded, i, true), i);
      const losses =
        i === 0
          ? factorLosses(task.y, logits, batch.y)
          : factorLosses(task.z[i - 1]!, logits, batch.z[i - 1]!);
      return { losses, logits };
    },
    loss(encoded, batch, i) {
      const { losses, logits } = network.losses(encoded, batch, i);
      return { loss: meanLoss(losses, i === 0 ? undefined : batch.known[i - 1]), logits };
    },
    dispose() {
      encoder.dispose();
      for (const variable of [...network.headVariables, ...(standardiser?.state ?? [])]) variable.dispose();
    },
  };
  return network;
}
