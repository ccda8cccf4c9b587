import { type Backend, MimmxError, type Random, suggest, validate } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';
import { createGoes } from '@mimmx/experiment';
import { affected } from './fine-tuning/rule.ts';
import { flow } from './flow/model.ts';
import { counterfactualPass, type Prediction } from './image-model/counterfactual.ts';
import type { AnyImageModel, GuidedGroup, ImageModel, ImageShape } from './image-model/image-model.ts';
import {
  completeRows,
  countImages,
  type ImageTable,
  pixelsOf,
  requirePixels,
  toTensor,
} from './image-model/images.ts';
import { ladder } from './image-model/ladder/ladder.ts';
import { type ElboReport, measureElbo } from './image-model/measure-elbo.ts';
import { createParentEncoding, type ParentEncoding } from './image-model/parent-encoding.ts';
import { createParticles } from './image-model/particles.ts';
import { trainImageModel } from './image-model/train.ts';
import type { ImageTraining, ImageTrainingOptions } from './image-model/training.ts';
import { vae } from './image-model/vae.ts';
import { type Attributes, takeRows } from './scm/attributes.ts';
import type { ScmInput } from './scm/declare.ts';
import type { Intervention } from './scm/intervention.ts';
import { createScm, type Scm } from './scm/scm.ts';

export interface GeneratorSettings {
  /** The attributes and how they depend on each other; all of them are parents of the image. */
  readonly graph: ScmInput | Scm;
  /** What to learn from. */
  readonly table: ImageTable;
  readonly backend: Pick<Backend, 'compile'>;
  readonly random: Random;
  /** `vae` if absent. */
  readonly model?: { readonly name: string; readonly options?: unknown };
  /** Image models besides those of the package. */
  readonly models?: readonly AnyImageModel[];
}

export interface CounterfactualRequest extends Prediction {
  readonly do: Intervention;
  /** t_z: spread of the latent variables; 0 takes their posterior mean. */
  readonly latentTemperature?: number;
  /** How much of the factual posterior stays in mediating latent variables. */
  readonly alpha?: number;
  /**
   * How strongly intervened nodes and their descendants are followed, where the model can be guided (`flow`); the others
   * are followed by 1. 2.5 is what FCFG (2506.14399) uses.
   */
  readonly guidance?: number;
  /** Number of draws; with more than one, `variance` says how far they differ. */
  readonly particles?: number;
  readonly random: Random;
  readonly batchSize?: number;
}

export interface CounterfactualImages {
  /** [rows × pixels], 0 to 1; the mean of the particles. */
  readonly images: Float32Array;
  /** Variance of the particles per pixel, [rows × pixels]; present if there are more than one. */
  readonly variance?: Float32Array;
  /** Attributes after the intervention, of the last particle. */
  readonly attributes: Attributes;
  /** Attributes before it, missing ones filled in. */
  readonly factual: Attributes;
  readonly warnings: readonly string[];
}

/** A structural causal model and an image model below it. */
export interface Generator {
  readonly scm: Scm;
  readonly model: ImageModel;
  readonly encoding: ParentEncoding;
  /** The image model's training, for a loop of your own. Only rows whose attributes are all known take part. */
  train(options: ImageTrainingOptions): ImageTraining;
  /**
   * Trains the image model to the end, keeping the averaged weights if they are the better ones.
   *
   * @param onUpdate hears the numbers of every update. Several updates may be made before it hears of the first of them:
   *   the weights may be further than its update says
   */
  fit(
    options: ImageTrainingOptions,
    onUpdate?: (update: number, metrics: Readonly<Record<string, number>>) => void,
  ): Promise<ElboReport>;
  /** Images of the same rows under an intervention. @throws E_IMAGE_SHAPE, E_UNKNOWN_NODE, E_BAD_VALUE */
  counterfactual(rows: ImageTable, request: CounterfactualRequest): Promise<CounterfactualImages>;
}

/**
 * Everything for counterfactual images of one table: fits the structural causal model at once; the image model when
 * asked to.
 *
 * @throws E_GRAPH_CYCLE, E_GRAPH_PARENT, E_OPTION, E_UNKNOWN_NAME, E_IMAGE_SHAPE, E_IMAGE_RANGE
 * @example
 * const generator = createGenerator({ graph, table: { shape: [64, 64, 1], images, attributes }, backend, random });
 * await generator.fit({ updates: 2000 });
 * const { images } = await generator.counterfactual(rows, { do: { sex: 'M' }, random });
 */
export function createGenerator(settings: GeneratorSettings): Generator {
  const { graph, table, random } = settings;
  countImages(table);
  requirePixels(table);
  const fitted = 'counterfactual' in graph && typeof graph.counterfactual === 'function';
  const scm = fitted ? (graph as Scm) : createScm(graph as ScmInput, { random: random.fork() });
  if (!fitted) scm.fit(table.attributes);
  const encoding = createParentEncoding(scm.graph.order.map((name) => scm.attributes[name]!));
  encoding.fit(table.attributes);
  return assembleGenerator({ ...settings, scm, encoding, shape: table.shape });
}

export interface GeneratorParts extends Pick<GeneratorSettings, 'backend' | 'random' | 'model' | 'models'> {
  readonly scm: Scm;
  readonly encoding: ParentEncoding;
  readonly shape: ImageShape;
  /** What to learn from; without it there is nothing to train. */
  readonly table?: ImageTable;
}

/** A generator of a causal model and an encoding that are there already. */
export function assembleGenerator(settings: GeneratorParts): Generator {
  const { scm, encoding, shape, table, backend, random } = settings;
  const model = makeModel(settings);
  const passes = new Map<string, ReturnType<typeof compilePass>>();

  function groupsOf({
    guidance,
    do: intervention,
  }: CounterfactualRequest): readonly GuidedGroup[] | undefined {
    if (guidance === undefined) return undefined;
    if (!model.guided) {
      throw new MimmxError(
        'E_OPTION',
        'guidance: this image model cannot be guided. Use the image model "flow", or leave guidance out.',
      );
    }
    const moved = affected(scm.graph, Object.keys(intervention));
    const [followed, others] = [true, false].map((own) =>
      scm.graph.order.filter((name) => moved.has(name) === own),
    );
    return [
      { names: followed!, weight: guidance },
      { names: others!, weight: 1 },
    ].filter(({ names }) => names.length > 0);
  }

  function compilePass(request: CounterfactualRequest) {
    const { latentTemperature = 0, alpha, pixelNoise, ratio, random: draws } = request;
    const groups = groupsOf(request);
    return backend.compile(
      (x: tf.Tensor, parents: tf.Tensor, changed: tf.Tensor) =>
        counterfactualPass(model, x as tf.Tensor4D, parents as tf.Tensor2D, changed as tf.Tensor2D, {
          noise: latentTemperature > 0 ? { random: draws, temperature: latentTemperature } : null,
          ...(alpha !== undefined && { alpha }),
          ...(pixelNoise !== undefined && { pixelNoise }),
          ...(ratio !== undefined && { ratio }),
          groups,
        }).images,
    );
  }

  let known: ImageTable | undefined;
  function complete(): ImageTable {
    if (!table) {
      throw new MimmxError(
        'E_MODEL_DATA',
        'This generator was opened without its training images, so it cannot be trained. Make one with createGenerator.',
      );
    }
    known ??= completeRows(table, scm.graph.order);
    return known;
  }

  const generator: Generator = {
    scm,
    model,
    encoding,
    train: (options) =>
      trainImageModel({ model, table: complete(), encoding, backend, random: random.fork() }, options),

    async fit(options, onUpdate) {
      const training = generator.train(options);
      const goes = createGoes(training.update);
      let update = 0;
      while (update < options.updates) {
        for (const metrics of await goes.next(options.updates - update)) {
          update++;
          onUpdate?.(update, metrics);
        }
      }
      const measure = () =>
        measureElbo({
          model,
          table: complete(),
          encoding,
          backend,
          random: random.fork(),
          beta: options.beta ?? 1,
        });
      const trained = await measure();
      training.swapAverages();
      const averaged = await measure();
      // How well a flow there and back meets the image says nothing of the field's quality.
      const better = model.train !== undefined || averaged.nelbo <= trained.nelbo;
      if (!better) training.swapAverages();
      training.dispose();
      return better ? averaged : trained;
    },

    async counterfactual(rows, request) {
      const count = countImages(rows);
      if (rows.shape.join() !== shape.join()) {
        throw new MimmxError(
          'E_IMAGE_SHAPE',
          `The images are ${rows.shape.join(' × ')}, the model was made for ${shape.join(' × ')}. Resize them.`,
        );
      }
      const { particles = 1, batchSize = 128 } = request;
      const { latentTemperature, alpha, pixelNoise, ratio } = request;
      const key = JSON.stringify([latentTemperature, alpha, pixelNoise, ratio, groupsOf(request)]);
      // A pass with noise holds on to its source of randomness, so it serves this call alone.
      const pass = passes.get(key) ?? compilePass(request);
      if (!(latentTemperature ?? 0)) passes.set(key, pass);
      const size = rows.shape.reduce((a, b) => a * b, 1);
      const drawn = createParticles(count * size, particles);
      let result: ReturnType<Scm['counterfactual']> | undefined;
      for (let particle = 0; particle < particles; particle++) {
        result = scm.counterfactual(rows.attributes, request.do, request.random);
        for (let from = 0; from < count; from += batchSize) {
          const batch = Int32Array.from({ length: Math.min(batchSize, count - from) }, (_, i) => from + i);
          const x = toTensor(pixelsOf(rows, batch), rows.shape);
          const [parents, changed] = [result.factual, result.values].map((attributes) =>
            tf.tensor2d(encoding.encode(takeRows(attributes, batch)), [batch.length, encoding.width]),
          );
          const made = await pass(x, parents!, changed!);
          drawn.add(await made.data(), from * size);
          tf.dispose([x, parents!, changed!, made]);
        }
      }
      const { values, factual, warnings } = result!;
      return { ...drawn.join(), attributes: values, factual, warnings };
    },
  };
  return generator;
}

function makeModel({ model, models = [], shape, encoding, random }: GeneratorParts): ImageModel {
  const { width: parents, columns } = encoding;
  const wanted = model ?? { name: 'vae' };
  const known: readonly AnyImageModel[] = [...models, vae, ladder, flow];
  const definition = known.find(({ name }) => name === wanted.name);
  if (!definition) {
    const names = known.map(({ name }) => name);
    throw new MimmxError(
      'E_UNKNOWN_NAME',
      `Unknown image model "${wanted.name}". ${suggest(wanted.name, names)}`,
    );
  }
  const options = validate(definition.options, wanted.options ?? {}, `image model "${wanted.name}"`);
  return definition.create({ shape, parents, columns, random: random.fork() }, options);
}
