import type { Backend, Random } from '@mimmx/core';
import type { TrialResult } from '@mimmx/experiment';
import type { Generator } from '../generator.ts';
import type { ImageTable } from '../image-model/images.ts';
import { composition } from '../measures/composition.ts';
import { imageDistance } from '../measures/distance.ts';
import { amplificationMatrix, type MatrixIntervention, type MatrixRow } from '../measures/matrix.ts';
import type { Predictor } from '../predictors/predictor.ts';
import type { StudyTables } from './settings.ts';

type Rows = TrialResult['rows'];

export interface JudgeSettings {
  readonly generator: Pick<Generator, 'scm' | 'encoding' | 'counterfactual'>;
  readonly tables: Pick<StudyTables, 'test' | 'truth'>;
  readonly predictors: readonly Predictor[];
  readonly backend: Pick<Backend, 'compile'>;
  readonly random: Random;
  readonly pixelNoise: number;
  readonly replicates: number;
}

/**
 * Everything a study measures of one generator, as flat rows. Of `amplification` and `shift`, `set` is the intervention,
 * `factor` the attribute, `probe` the predictor, and `group` one of target, descendant, off-target, null.
 */
export async function judge(settings: JudgeSettings): Promise<Rows> {
  const { generator, tables, predictors, backend, random, pixelNoise, replicates } = settings;
  const { test, truth } = tables;
  const request = { pixelNoise };
  const common = { generator, table: test, backend, replicates, request, predictors, random };
  const forced = await amplificationMatrix(common);
  const floor = await amplificationMatrix({
    ...common,
    protocol: 'null',
    intervene: generator.scm.graph.order.slice(0, 1),
  });
  const images = test.images.length / test.shape.reduce((a, b) => a * b, 1);
  const rows: TrialResult['rows'][number][] = [...forced.rows, ...floor.rows].flatMap((row) =>
    rowsOf(row, images),
  );
  for (const noise of [1, 0.1, 0]) {
    const [once] = await composition(generator, test, { random, replicates, request: { pixelNoise: noise } });
    rows.push({
      set: 'null',
      measure: 'composition',
      probe: `pixel noise ${noise}`,
      ...once!,
      count: images,
    });
  }
  if (truth) for (const one of forced.interventions) rows.push(errorOf(one, truth, test));
  return rows;
}

function rowsOf(
  { intervention, attribute, kind, predictor, protocol, delta, unit, shift }: MatrixRow,
  count: number,
) {
  const common = {
    set: `do(${intervention})`,
    factor: attribute,
    probe: predictor,
    group: protocol === 'null' ? 'null' : kind,
    count,
  };
  return [
    { ...common, measure: 'amplification', ...delta, note: unit },
    { ...common, measure: 'shift', value: shift, low: null, high: null },
  ];
}

/** Mean |x* − x*_true| on the scale 0 to 255. */
function errorOf(
  { intervention, images, attributes }: MatrixIntervention,
  truth: NonNullable<StudyTables['truth']>,
  { shape }: ImageTable,
): Rows[number] {
  const distances = imageDistance(
    images,
    truth(attributes),
    shape.reduce((a, b) => a * b, 1),
  );
  return {
    set: `do(${intervention})`,
    measure: 'true-counterfactual error',
    value: distances.reduce((a, b) => a + b, 0) / distances.length,
    low: null,
    high: null,
    count: distances.length,
  };
}
