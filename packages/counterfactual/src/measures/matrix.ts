import type { Backend, Random } from '@mimmx/core';
import { createInterventionSampler } from '../fine-tuning/draw-intervention.ts';
import { affected } from '../fine-tuning/rule.ts';
import type { CounterfactualRequest, Generator } from '../generator.ts';
import type { ImageTable } from '../image-model/images.ts';
import { type Predictor, predictAll } from '../predictors/predictor.ts';
import type { Attributes } from '../scm/attributes.ts';
import { type AmplificationCell, amplification } from './amplification.ts';

/**
 * How values are chosen.
 *
 * - `forced`: another class, a number from another tenth (ours, the default: every row is really changed).
 * - `marginal`: any training row's, null interventions included (as published).
 * - `null`: their own; the floor that any number here stands on.
 */
export type MatrixProtocol = 'forced' | 'marginal' | 'null';

export interface MatrixContext {
  readonly generator: Pick<Generator, 'scm' | 'encoding' | 'counterfactual'>;
  /** Complete rows that no part of the generator was trained on. */
  readonly table: ImageTable;
  /** Judges: the one that tuned, and others. */
  readonly predictors: readonly Predictor[];
  readonly backend: Pick<Backend, 'compile'>;
  readonly random: Random;
  readonly protocol?: MatrixProtocol;
  /** Nodes to intervene on; all if absent. */
  readonly intervene?: readonly string[];
  readonly replicates?: number;
  /** How counterfactuals are made. */
  readonly request?: Omit<CounterfactualRequest, 'do' | 'random'>;
}

/** A cell with what it was measured by. */
export interface MatrixRow extends AmplificationCell {
  readonly intervention: string;
  readonly predictor: string;
  readonly protocol: MatrixProtocol;
}

/** What was done for one row of the matrix, for measures besides. */
export interface MatrixIntervention {
  readonly intervention: string;
  readonly images: Float32Array;
  readonly attributes: Attributes;
}

/** The amplification matrix: every intervention, every attribute, every predictor. */
export async function amplificationMatrix(
  context: MatrixContext,
): Promise<{ readonly rows: readonly MatrixRow[]; readonly interventions: readonly MatrixIntervention[] }> {
  const { generator, table, predictors, backend, random, protocol = 'forced', request } = context;
  const { scm, encoding } = generator;
  const nodes = context.intervene ?? scm.graph.order;
  const draw = createInterventionSampler(encoding.attributes, table.attributes);
  const factual = await Promise.all(predictors.map((predictor) => predictAll(predictor, table, backend)));
  const rows: MatrixRow[] = [];
  const interventions: MatrixIntervention[] = [];
  for (const intervention of nodes) {
    const values =
      protocol === 'null'
        ? table.attributes[intervention]!
        : draw(intervention, table.attributes, protocol, random);
    const made = await generator.counterfactual(table, {
      ...request,
      do: { [intervention]: values },
      random,
    });
    interventions.push({ intervention, images: made.images, attributes: made.attributes });
    for (const [i, predictor] of predictors.entries()) {
      const outputs = await predictAll(predictor, { ...table, images: made.images }, backend);
      const cells = amplification({
        attributes: encoding.attributes.filter(({ name }) => outputs[name]),
        intervened: [intervention],
        affected: affected(scm.graph, [intervention]),
        factual: { attributes: table.attributes, outputs: factual[i]! },
        counterfactual: { attributes: made.attributes, outputs },
        unscale: encoding.unscale,
        patients: table.patients,
        random,
        ...(context.replicates !== undefined && { replicates: context.replicates }),
      });
      for (const cell of cells) rows.push({ ...cell, intervention, predictor: predictor.name, protocol });
    }
  }
  return { rows, interventions };
}
