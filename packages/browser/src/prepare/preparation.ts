import { MimmxError } from '@mimmx/core/errors';
import { RADIOGRAPH_SETS } from '@mimmx/datasets-cxr/decode';
import { VOLUME_SETS } from '@mimmx/datasets-mri/decode';
import { type ModelDescription, shapeOf } from '../model/description.ts';
import type { Assets, Prepare, PreparedImage } from './prepared.ts';

/** How the files of a kind of data set are prepared, loaded when the first comes. */
async function prepareFor(
  { dataset, options }: ModelDescription['preparation'],
  assets: Assets,
): Promise<Prepare> {
  if (RADIOGRAPH_SETS.includes(dataset)) {
    const { radiographs } = await import('./radiographs.ts');
    return radiographs(options, assets);
  }
  if (VOLUME_SETS.includes(dataset)) {
    const { volumes } = await import('./volumes.ts');
    return volumes(options);
  }
  throw new MimmxError(
    'E_PREDICT',
    `The model was trained on "${dataset}", which does not say how single files are prepared. Give its pixels to predict().`,
  );
}

/** What was wrong with a file, on one line. */
function refused(error: unknown): MimmxError {
  if (error instanceof MimmxError) return error;
  // The reader of volumes names the code and the next step itself.
  const [, code, rest] = /^(E_\w+): (.*)$/s.exec((error as Error)?.message ?? '') ?? [];
  if (code && rest) return new MimmxError(code as 'E_IMAGE', rest, { cause: error });
  const said = String((error as Error)?.message ?? error)
    .split('\n')[0]!
    .replace(/\.$/, '');
  return new MimmxError('E_IMAGE', `The file cannot be used: ${said}. Take another, or export it anew.`, {
    cause: error,
  });
}

/**
 * The preparation that a model was trained with.
 *
 * @returns prepares one file. @throws E_IMAGE, E_PREDICT, E_BROWSER
 */
export function createPreparation(
  description: ModelDescription,
  assets: Assets,
): (file: Blob | Uint8Array) => Promise<readonly PreparedImage[]> {
  let prepare: Promise<Prepare> | null = null;
  const wanted = shapeOf(description);
  return async (file) => {
    prepare ??= prepareFor(description.preparation, assets);
    prepare.catch(() => {
      prepare = null;
    });
    try {
      const bytes = file instanceof Uint8Array ? file : new Uint8Array(await file.arrayBuffer());
      if (bytes.length === 0) throw new Error('it is empty');
      const images = await (await prepare)(bytes);
      if (images.length === 0)
        throw new Error('none of its slices is among those that the model was trained on');
      const other = images.find(({ shape }) => shape.join() !== wanted.join());
      if (!other) return images;
      throw new MimmxError(
        'E_IMAGE',
        `The file gives images of [${other.shape}], and the model takes [${wanted}]: it was trained without image.size. Resample the file to the training's, or train with image.size.`,
      );
    } catch (error) {
      throw refused(error);
    }
  };
}
