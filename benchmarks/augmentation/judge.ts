import { type Backend, Random } from '@mimmx/core';
import {
  type Attributes,
  effectiveness,
  type Generator,
  type ImageTable,
  type Predictor,
  predictAll,
} from '@mimmx/counterfactual';
import type { TrialData } from '@mimmx/experiment';

/** What the judge sees after an intervention, as shares of images. */
export interface Seen {
  /** The intervened value. */
  readonly arrived: number;
  /** The y of the image that was intervened on. */
  readonly y: number;
}

/** What an independent network sees, which was trained on balanced digits. */
export interface Judged {
  /** Share of right answers on real images: what the others can come to at best. */
  readonly real: Readonly<Record<string, number>>;
  /** By share of the pixel's residual, then by confounder. */
  readonly after: Readonly<Record<string, Readonly<Record<string, Seen>>>>;
}

/** Shares of the pixel's residual that are judged. */
export const NOISES = [1, 0.1, 0];

/** The other value of a confounder of two classes, in every row. */
export const otherValue = (table: ImageTable, name: string): Float64Array =>
  Float64Array.from(table.attributes[name]!, (value) => 1 - value);

/** Sets each confounder to its other value in every test image, and asks the judge what it sees. */
export async function judge(
  generator: Generator,
  predictor: Predictor,
  table: ImageTable,
  { y, z }: TrialData['prepared']['task'],
  backend: Backend,
): Promise<Judged> {
  const { attributes, unscale } = generator.encoding;
  const right = async (images: ImageTable['images'], truth: Attributes) => {
    const outputs = await predictAll(predictor, { ...table, images }, backend);
    return Object.fromEntries(
      Object.entries(effectiveness(attributes, outputs, truth, unscale)).map(([name, one]) => [
        name,
        one.kind === 'categorical' ? one.accuracy : Number.NaN,
      ]),
    );
  };
  const after: Record<string, Record<string, Seen>> = {};
  for (const pixelNoise of NOISES) {
    const seen: Record<string, Seen> = {};
    for (const { name } of z) {
      const request = { do: { [name]: otherValue(table, name) }, pixelNoise, random: new Random(1) };
      const made = await generator.counterfactual(table, request);
      const found = await right(made.images, made.attributes);
      seen[name] = { arrived: found[name]!, y: found[y.name]! };
    }
    after[pixelNoise] = seen;
  }
  return { real: await right(table.images, table.attributes), after };
}
