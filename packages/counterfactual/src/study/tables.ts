import { type Factor, MimmxError, suggest } from '@mimmx/core';
import { createAugmentation, type ImageStore, type SampleSet } from '@mimmx/data';
import { fingerprint, type TrialData } from '@mimmx/experiment';
import { type ImageTable, requirePixels } from '../image-model/images.ts';
import type { NodeInput, ScmInput } from '../scm/declare.ts';
import type { GeneratorConfig } from './config.ts';
import type { StudyTables } from './settings.ts';

/** The attributes of a task as nodes of a graph. @throws E_UNKNOWN_NODE if parents or mechanisms name another */
export function graphOf(
  { y, z }: TrialData['prepared']['task'],
  { parents, mechanisms }: Pick<GeneratorConfig, 'parents' | 'mechanisms'>,
): ScmInput {
  const factors = [y, ...z];
  const names = factors.map(({ name }) => name);
  for (const name of [
    ...Object.keys(parents),
    ...Object.keys(mechanisms),
    ...Object.values(parents).flat(),
  ]) {
    if (!names.includes(name)) {
      throw new MimmxError(
        'E_UNKNOWN_NODE',
        `The config of the generator names the attribute "${name}", which the task does not have. ${suggest(name, names)}`,
      );
    }
  }
  return Object.fromEntries(
    factors.map((factor): [string, NodeInput] => [
      factor.name,
      {
        ...(factor.kind === 'categorical'
          ? { kind: 'categorical', labels: [...factor.labels] }
          : { kind: 'continuous', ...(factor.unit !== undefined && { unit: factor.unit }) }),
        ...(parents[factor.name] && { parents: parents[factor.name]! }),
        ...(mechanisms[factor.name] && { mechanism: mechanisms[factor.name]! }),
      },
    ]),
  );
}

/** The tables of a study: training, validation and test set of a config, with all their images. */
export async function tablesOf(opened: TrialData, config: GeneratorConfig): Promise<StudyTables> {
  const { prepared, images, dataset } = opened;
  const { splits, task } = prepared;
  const names = Object.keys(splits.shifts);
  const judgeOn = config.judgeOn ?? (names.includes('balanced') ? 'balanced' : names[0]!);
  const test = splits.shifts[judgeOn];
  if (!test) {
    throw new MimmxError(
      'E_OPTION',
      `judgeOn: there is no test set "${judgeOn}". ${suggest(judgeOn, names)}`,
    );
  }
  const table = (set: SampleSet) => tableOf(set, task, images);
  const augment = createAugmentation(config.data.augment);
  return {
    data: {
      name: config.dataset.name,
      options: { dataset: config.dataset, data: config.data, judgeOn, fingerprint: fingerprint(dataset) },
    },
    graph: graphOf(task, config),
    train: await table(splits.train),
    ...(augment && { augment }),
    ...(splits.validation && { validation: await table(splits.validation) }),
    test: await table(test),
  };
}

/**
 * A set of samples in memory, as a generator takes it. Images that cannot be read are left out.
 *
 * @param chosen samples of the set; all if absent
 * @throws E_IMAGE_SHAPE if images are volumes, E_IMAGE_RANGE if pixels are not on 0 to 1
 */
export async function tableOf(
  set: SampleSet,
  task: TrialData['prepared']['task'],
  images: ImageStore,
  chosen?: Int32Array,
): Promise<ImageTable> {
  const { shape, size } = images;
  if (shape.length !== 3) {
    throw new MimmxError(
      'E_IMAGE_SHAPE',
      `A generator takes images of height × width × channels, not ${shape.join(' × ')}. Cut slices from volumes first.`,
    );
  }
  const all = chosen ?? Int32Array.from({ length: set.rows.length }, (_, i) => i);
  const { pixels, samples } = await images.read(set, all);
  const places = Array.from(all.keys()).filter((at) => samples[at] === all[at]);
  const kept = places.map((at) => all[at]!);
  const found = new Float32Array(kept.length * size);
  for (const [at, place] of places.entries())
    found.set(pixels.subarray(place * size, (place + 1) * size), at * size);
  requirePixels({ shape: shape as unknown as ImageTable['shape'], images: found });
  const values = (factor: Factor, codes: ArrayLike<number>): Float64Array =>
    Float64Array.from(kept, (i) => {
      const value = codes[i]!;
      return factor.kind === 'categorical' && value < 0 ? Number.NaN : value;
    });
  return {
    shape: shape as unknown as ImageTable['shape'],
    images: found,
    attributes: {
      [task.y.name]: values(task.y, set.target ?? set.y),
      ...Object.fromEntries(task.z.map((factor, i) => [factor.name, values(factor, set.z[i]!)])),
    },
    patients: Int32Array.from(kept, (i) => set.patients[i]!),
  };
}
