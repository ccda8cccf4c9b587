import { MimmxError } from '@mimmx/core/errors';
import { createPreparation } from '../prepare/preparation.ts';
import type { Assets, PreparedImage } from '../prepare/prepared.ts';
import { type ModelDescription, readDescription, shapeOf } from './description.ts';
import { type OcclusionMap, type OcclusionOptions, occlusion } from './occlusion.ts';
import { type Saying, sayings, speaking } from './saying.ts';
import { type Engine, openSession } from './session.ts';

/** An exported model: its two files, as addresses or as bytes. */
export interface ModelFiles {
  /** `NAME.onnx`. */
  readonly onnx: string | URL | Uint8Array;
  /** `NAME.json`, or what is in it. */
  readonly description: string | URL | object;
}

export interface LoadOptions {
  /** `auto` if absent: WebGPU where there is an adapter, else WebAssembly. */
  readonly engine?: Engine | 'auto';
  /** Where the `.wasm` files of the libraries lie, if the bundler does not know. */
  readonly assets?: Assets;
}

/** A trained model in this page. */
export interface BrowserModel {
  readonly description: ModelDescription;
  /** Shape of one image. */
  readonly shape: readonly number[];
  readonly engine: Engine;
  /**
   * Prepares a file as in training: one image, or the chosen slices of a volume.
   *
   * @throws E_IMAGE if it is no image, or comes out in another shape than the model takes; E_PREDICT, E_BROWSER
   */
  prepare(file: Blob | Uint8Array): Promise<readonly PreparedImage[]>;
  /** @param images prepared pixels, row-major, of {@link BrowserModel.shape} each. @throws E_ARRAYS */
  predict(images: readonly (Float32Array | PreparedImage)[]): Promise<Saying[]>;
  /** Which parts of a prepared image the prediction, and what the confounder heads read, hang on. @throws E_ARRAYS */
  occlusion(image: Float32Array | PreparedImage, options?: OcclusionOptions): Promise<OcclusionMap>;
  close(): Promise<void>;
}

/** Images predicted at a time. */
const BATCH = 32;

async function fetched(address: string | URL): Promise<Response> {
  const response = await fetch(address).catch(() => null);
  if (response?.ok) return response;
  throw new MimmxError(
    'E_MODEL',
    `${address} cannot be fetched (${response ? response.status : 'no answer'}). Serve both files that mimmx export wrote.`,
  );
}

const pixelsOf = (image: Float32Array | PreparedImage): Float32Array =>
  image instanceof Float32Array ? image : image.pixels;

/**
 * Loads a model that `mimmx export` wrote.
 *
 * @throws E_MODEL if the two files are none, or do not belong together; E_BROWSER if this browser cannot run it
 *
 * @example
 * const model = await loadModel({ onnx: 'mimm-x.onnx', description: 'mimm-x.json' });
 * const [image] = await model.prepare(file);
 * const [said] = await model.predict([image]);
 */
export async function loadModel(files: ModelFiles, options: LoadOptions = {}): Promise<BrowserModel> {
  const { onnx, description: given } = files;
  const isAddress = (value: unknown): value is string | URL =>
    typeof value === 'string' || value instanceof URL;
  const json: unknown = isAddress(given) ? await (await fetched(given)).json().catch(() => null) : given;
  const description = readDescription(json);
  const bytes = isAddress(onnx) ? new Uint8Array(await (await fetched(onnx)).arrayBuffer()) : onnx;
  const { engine = 'auto', assets = {} } = options;
  const session = await openSession(bytes, { engine, wasm: assets.ort });
  const missing = description.outputs.find(({ name }) => !session.outputs.includes(name));
  if (missing || !session.inputs.includes(description.input.name)) {
    await session.close();
    throw new MimmxError(
      'E_MODEL',
      `The .onnx file has no ${missing ? `output "${missing.name}"` : `input "${description.input.name}"`}, which its description names. Give the two files of one export.`,
    );
  }
  const shape = shapeOf(description);
  const size = shape.reduce((a, b) => a * b, 1);
  const preparation = createPreparation(description, assets);

  const check = (images: readonly Float32Array[]): void => {
    for (const [i, image] of images.entries()) {
      if (image.length !== size)
        throw new MimmxError(
          'E_ARRAYS',
          `Image ${i} has ${image.length} values, and the model takes [${shape}], ${size}. Prepare it with model.prepare(file).`,
        );
      const bad = image.findIndex((value) => !Number.isFinite(value));
      if (bad >= 0)
        throw new MimmxError(
          'E_ARRAYS',
          `Image ${i} has the value ${image[bad]} at place ${bad}. Leave it out or mend it.`,
        );
    }
  };
  const run = (images: readonly Float32Array[]) => {
    const values = new Float32Array(images.length * size);
    for (const [i, image] of images.entries()) values.set(image, i * size);
    return session.run(description.input.name, values, [images.length, ...shape]);
  };
  return {
    description,
    shape,
    engine: session.engine,
    prepare: (file) => preparation(file),
    async predict(given) {
      const images = given.map(pixelsOf);
      check(images);
      const all: Saying[] = [];
      for (let from = 0; from < images.length; from += BATCH) {
        const part = images.slice(from, from + BATCH);
        all.push(...sayings(description, await run(part), part.length));
      }
      return all;
    },
    async occlusion(image, asked) {
      const pixels = pixelsOf(image);
      check([pixels]);
      const spoken = speaking(description);
      const read = async (images: readonly Float32Array[]) => {
        const found = await run(images);
        return images.map((_, i) =>
          Object.fromEntries(
            spoken.map(({ output, name }) => [
              name,
              found[output.name]!.slice(i * output.width, (i + 1) * output.width),
            ]),
          ),
        );
      };
      return occlusion(pixels, shape, read, asked);
    },
    close: () => session.close(),
  };
}
