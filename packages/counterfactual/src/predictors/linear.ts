import type { Random } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { countImages, type ImageTable, pixelsOf } from '../image-model/images.ts';
import type { ParentEncoding } from '../image-model/parent-encoding.ts';
import type { Attribute } from '../scm/attributes.ts';
import { descend } from '../scm/descend.ts';
import { createPerceptron } from '../scm/perceptron.ts';
import { outputsOf, type Predictor, probabilitiesOf } from './predictor.ts';
import { principalSubspace, project } from './principal-components.ts';

export interface LinearPredictorSettings {
  readonly table: ImageTable;
  readonly attributes: readonly Attribute[];
  readonly encoding: ParentEncoding;
  readonly random: Random;
  /** Principal components that it sees. */
  readonly components?: number;
  readonly steps?: number;
  readonly weightDecay?: number;
}

/** Rows that the components are found from: more change them little. */
const ROWS = 2000;

/**
 * Principal components, then a linear head per attribute: the sober witness. It is a linear function of the pixels, so
 * that no tuning against a network can have fooled it by what only networks see. Fitted on the host in seconds.
 */
export function fitLinearPredictor(settings: LinearPredictorSettings): Predictor {
  const { table, attributes, encoding, random, components = 64, steps = 600, weightDecay = 0.01 } = settings;
  const count = countImages(table);
  const width = table.shape.reduce((a, b) => a * b, 1);
  const pixels = pixelsOf(
    table,
    Int32Array.from({ length: count }, (_, i) => i),
  );
  const chosen = random.permutation(count).subarray(0, Math.min(count, ROWS));
  const subspace = principalSubspace(pixelsOf(table, chosen), width, components, random);
  const used = subspace.count;
  const coordinates = project(pixels, subspace);
  const spread = Float64Array.from({ length: used }, (_, j) => {
    let sum = 0;
    for (let row = 0; row < count; row++) sum += coordinates[row * used + j]! ** 2;
    return Math.sqrt(sum / count) || 1;
  });
  for (let i = 0; i < coordinates.length; i++) coordinates[i]! /= spread[i % used]!;

  const encoded = encoding.encode(table.attributes);
  const variables: Record<string, tf.Variable> = {};
  for (const attribute of attributes) {
    const outputs = outputsOf(attribute);
    const { from } = encoding.columns[attribute.name]!;
    const head = createPerceptron(used, [], outputs, random);
    const target = (row: number, k: number) => encoded[row * encoding.width + from + k]!;
    descend(
      head,
      coordinates,
      count,
      (values, rows, dy) => {
        const predicted = attribute.kind === 'categorical' ? probabilitiesOf(values, outputs) : values;
        for (let i = 0; i < rows.length; i++)
          for (let k = 0; k < outputs; k++)
            dy[i * outputs + k] = predicted[i * outputs + k]! - target(rows[i]!, k);
      },
      { steps, batch: 256, learningRate: 0.02, random, weightDecay },
    );
    const { weight, bias } = inPixels(head.parameters, outputs, subspace, spread);
    variables[`${attribute.name}.weight`] = tf.tidy(() =>
      tf.variable(tf.tensor2d(weight, [width, outputs]), false),
    );
    variables[`${attribute.name}.bias`] = tf.tidy(() => tf.variable(tf.tensor1d(bias), false));
  }
  return {
    name: 'pca-logistic',
    attributes,
    outputs(x) {
      const flat = x.reshape([x.shape[0], width]) as tf.Tensor2D;
      return Object.fromEntries(
        attributes.map(({ name }) => [
          name,
          tf
            .matMul(flat, variables[`${name}.weight`] as tf.Variable<tf.Rank.R2>)
            .add(variables[`${name}.bias`]!) as tf.Tensor2D,
        ]),
      );
    },
    variables,
  };
}

/** The head on standardised coordinates as one on pixels. @param parameters [components × outputs], then biases */
function inPixels(
  parameters: Float64Array,
  outputs: number,
  { mean, basis, count }: ReturnType<typeof principalSubspace>,
  spread: Float64Array,
): { weight: Float32Array; bias: Float32Array } {
  const width = mean.length;
  const weight = new Float64Array(width * outputs);
  const bias = parameters.slice(count * outputs);
  for (let j = 0; j < count; j++)
    for (let k = 0; k < width; k++)
      for (let o = 0; o < outputs; o++)
        weight[k * outputs + o]! += (basis[j * width + k]! * parameters[j * outputs + o]!) / spread[j]!;
  for (let k = 0; k < width; k++)
    for (let o = 0; o < outputs; o++) bias[o]! -= mean[k]! * weight[k * outputs + o]!;
  return { weight: Float32Array.from(weight), bias: Float32Array.from(bias) };
}
