import { Random } from '@mimmx/core';
import type { Generator, ImageTable } from '@mimmx/counterfactual';
import { sheet } from '@mimmx/counterfactual/node';
import type { TrialData } from '@mimmx/experiment';
import { otherValue } from './judge.ts';

/** Images of a sheet. */
const SHOWN = 8;

/** A PNG of test images as they are, through the null intervention, and with each confounder changed: made, and rendered. */
export async function drawSheet(
  generator: Generator,
  table: ImageTable,
  { prepared, dataset }: TrialData,
  pixelNoise: number,
): Promise<Buffer> {
  const { rows, z } = prepared.splits.shifts.balanced!;
  const size = table.images.length / rows.length;
  const first = (images: Float32Array) => images.slice(0, SHOWN * size);
  const columns = [{ label: 'real', images: first(table.images as Float32Array) }];
  const make = async (label: string, intervention: Record<string, Float64Array>) => {
    const request = { do: intervention, pixelNoise, random: new Random(1) };
    const { images } = await generator.counterfactual(table, request);
    columns.push({ label, images: first(images) });
  };
  await make('null', {});
  for (const { name } of prepared.task.z) {
    await make(name, { [name]: otherValue(table, name) });
    const truth = new Float32Array(SHOWN * size);
    for (let i = 0; i < SHOWN; i++) {
      const codes = prepared.task.z.map((factor, k) => [
        factor.name,
        factor.name === name ? 1 - z[k]![i]! : z[k]![i]!,
      ]);
      truth.set(await dataset.image(rows[i]!, Object.fromEntries(codes)), i * size);
    }
    columns.push({ label: 'true', images: truth });
  }
  return sheet({ shape: table.shape, columns });
}
