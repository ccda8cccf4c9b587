import { type Backend, type Factor, isMimmxError, type Registry } from '@mimmx/core';
import { leakageSet, subset } from '@mimmx/data';
import {
  CELLS,
  chooseImages,
  type DataPool,
  type ExperimentConfig,
  type MapsRecord,
  occlusionMaps,
  type Trial,
} from '@mimmx/experiment';
import { openTrained, writeMaps } from '@mimmx/experiment/node';
import { pictureOf } from './picture.ts';

/** What maps of a finished run are made of. */
export interface MapsSetting {
  readonly run: string;
  readonly config: ExperimentConfig;
  readonly trials: readonly Trial[];
  readonly registry: Registry;
  readonly backend: Backend;
  readonly data: DataPool;
  readonly say: (message: string) => void;
}

/**
 * Makes maps of what the answers of every method hang on, with the first seed, and keeps them as `maps.json` beside the
 * record. A method that cannot be mapped is a note.
 */
export async function makeMaps({ run, config, trials, say, data, ...setting }: MapsSetting): Promise<void> {
  const first = trials[0]!;
  const { prepared, images } = await data.open(first);
  const { task, splits } = prepared;
  const name = leakageSet(splits.shifts);
  const set = splits.shifts[name]!;
  const chosen = chooseImages(set);
  const shown = subset(set, chosen);
  const { pixels, samples } = await images.read(shown, Int32Array.from(chosen.keys()));
  const { shape, size } = images;
  const labelOf = (factor: Factor, value: number): string =>
    factor.kind === 'categorical'
      ? (factor.labels[value] ?? '–')
      : `${value}${factor.unit ? ` ${factor.unit}` : ''}`;
  const pictures = [...samples].map((sample, at) => ({
    labels: Object.fromEntries([
      [task.y.name, labelOf(task.y, (task.y.kind === 'continuous' ? shown.target! : shown.y)[sample]!)],
      ...task.z.map((factor, i) => [factor.name, labelOf(factor, shown.z[i]![sample]!)]),
    ]),
    ...pictureOf(pixels.subarray(at * size, (at + 1) * size), shape),
  }));
  /** Where each image that could be read stands among the pictures. */
  const places = new Map([...samples].map((sample, at) => [sample, at]));
  const methods: MapsRecord['methods'] = [];
  const notes: string[] = [];
  for (const trial of trials.filter(({ seed }) => seed === first.seed)) {
    const { method } = trial.tags;
    say(`Maps: covering parts of ${pictures.length} images, ${method}`);
    try {
      const model = await openTrained(run, { config, trial }, setting);
      try {
        const own = await occlusionMaps(model, set, images, chosen);
        const maps = own.maps.map((map) => ({
          ...map,
          image: places.get(map.image)!,
          values: map.values.map(rounded),
        }));
        methods.push({ ...own, maps });
      } finally {
        model.dispose();
      }
    } catch (error) {
      if (!(error instanceof Error) || !isMimmxError(error)) throw error;
      notes.push(`${method}: ${error.message}`);
    }
  }
  await writeMaps(run, {
    format: 1,
    set: name,
    rows: CELLS,
    columns: CELLS,
    picture: shape.length === 4 ? 'slice' : 'image',
    images: pictures,
    methods,
    notes,
  });
}

/** Four digits behind the point are more than a picture shows; what is not finite is nothing. */
const rounded = (value: number): number => (Number.isFinite(value) ? Math.round(value * 1e4) / 1e4 : 0);
