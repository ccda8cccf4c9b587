import type { CounterfactualRequest, Generator } from '../generator.ts';
import { countImages, type ImageTable, pixelsOf } from '../image-model/images.ts';
import type { Intervention } from '../scm/intervention.ts';
import { imageDistance } from './distance.ts';
import { type Estimate, type IntervalSettings, meanWithInterval } from './paired.ts';

export interface CycleSettings extends IntervalSettings {
  /** How often. */
  readonly cycles?: number;
  /** How counterfactuals are made. */
  readonly request?: Omit<CounterfactualRequest, 'do' | 'random'>;
}

/** Pixels 0 to 1 of a whole table. */
const shown = (table: ImageTable): Float32Array =>
  pixelsOf(
    table,
    Int32Array.from({ length: countImages(table) }, (_, i) => i),
  ).map((value) => (value + 1) / 2);

/**
 * Composition^(m) (Monteiro et al., ICLR 2023): mean absolute difference of the images before and after m null
 * interventions, on the scale 0 to 255, after each of them.
 *
 * With all of the pixels' residuals kept it is 0 for any decoder, a constant one included; say which `pixelNoise` a
 * number belongs to, and look at 0.
 */
export async function composition(
  generator: Pick<Generator, 'counterfactual'>,
  table: ImageTable,
  settings: CycleSettings,
): Promise<readonly Estimate[]> {
  const size = table.shape.reduce((a, b) => a * b, 1);
  const original = shown(table);
  let images = original;
  const found: Estimate[] = [];
  for (let cycle = 0; cycle < (settings.cycles ?? 1); cycle++) {
    const rows = { ...table, images };
    images = (await generator.counterfactual(rows, { ...settings.request, do: {}, random: settings.random }))
      .images;
    found.push(meanWithInterval(imageDistance(images, original, size), settings));
  }
  return found;
}

/**
 * Reversibility^(m) (Monteiro et al., ICLR 2023): the same after m times there and back, do(k := v) and do(k := original).
 *
 * @param intervention where to go; its nodes go back to their values in the table
 */
export async function reversibility(
  generator: Pick<Generator, 'counterfactual'>,
  table: ImageTable,
  intervention: Intervention,
  settings: CycleSettings,
): Promise<readonly Estimate[]> {
  const size = table.shape.reduce((a, b) => a * b, 1);
  const original = shown(table);
  const back = Object.fromEntries(Object.keys(intervention).map((name) => [name, table.attributes[name]!]));
  let rows: ImageTable = { ...table, images: original };
  const found: Estimate[] = [];
  const { random, request } = settings;
  for (let cycle = 0; cycle < (settings.cycles ?? 1); cycle++) {
    const there = await generator.counterfactual(rows, { ...request, do: intervention, random });
    const away = { ...rows, images: there.images, attributes: there.attributes };
    const returned = await generator.counterfactual(away, { ...request, do: back, random });
    rows = { ...rows, images: returned.images, attributes: returned.attributes };
    found.push(meanWithInterval(imageDistance(returned.images, original, size), settings));
  }
  return found;
}
