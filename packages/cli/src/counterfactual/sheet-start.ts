import { Random } from '@mimmx/core';
import type { Generator, ImageTable } from '@mimmx/counterfactual';
import type { SheetColumn } from '@mimmx/counterfactual/node';

/** What a sheet begins with, and what its differences are from. */
export interface SheetStart {
  readonly columns: SheetColumn[];
  readonly unchanged: Float32Array;
}

/**
 * The factual images; and, with less than all of the pixel's residual, what the model makes of them when nothing is changed:
 * counterfactual images differ from the factual ones by what was left out, whatever the intervention.
 */
export async function startSheet(
  generator: Generator,
  rows: ImageTable,
  pixelNoise: number,
): Promise<SheetStart> {
  const factual = Float32Array.from(rows.images, (value) =>
    rows.images instanceof Uint8Array ? value / 255 : value,
  );
  const columns: SheetColumn[] = [{ label: 'factual', images: factual }];
  if (pixelNoise === 1) return { columns, unchanged: factual };
  const [root] = generator.scm.graph.order as [string];
  const { images } = await generator.counterfactual(rows, {
    do: { [root]: rows.attributes[root]! },
    pixelNoise,
    random: new Random(1),
  });
  columns.push({ label: 'unchanged', images });
  return { columns, unchanged: images };
}
