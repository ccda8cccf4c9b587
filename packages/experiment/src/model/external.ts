import type { Dataset } from '@mimmx/core';
import type { ClassMapping } from '@mimmx/data';
import { differencesOf, meanDifferences } from '../differences.ts';
import type { Summary } from '../record.ts';
import { methodResult, summarise } from '../summarise.ts';
import { fingerprint } from '../trial/fingerprint.ts';
import type { TrialResult } from '../trial/store.ts';
import type { ModelEvaluation } from './evaluate-model.ts';
import type { ModelSource } from './model.ts';

/** `external/NAME/summary.json`: what the models of a run came to on other data. */
export interface ExternalSummary
  extends Pick<Summary, 'task' | 'seeds' | 'methods' | 'differences' | 'notes'> {
  readonly format: 1;
  /** Name of the other data. */
  readonly name: string;
  /** Name of the run. */
  readonly run: string;
  readonly dataset: Summary['dataset'] & {
    /** Images that the numbers are taken from. */
    readonly judged: number;
    readonly patients: number;
    readonly fingerprint: string;
  };
  /** Classes that went by another name there. */
  readonly classes: Readonly<Record<string, ClassMapping>>;
}

/** One model's evaluation. */
export interface Judged {
  readonly source: ModelSource;
  readonly evaluation: ModelEvaluation;
}

/** The result of a trial on other data. */
export const externalResult = ({ source, evaluation }: Judged): TrialResult => ({
  ...source.result,
  tags: source.trial.tags,
  rows: evaluation.rows,
  predictions: [evaluation.predictions],
  features: evaluation.features,
});

/**
 * Means over the seeds of what models came to on other data, and paired differences between methods.
 *
 * @param about `judged` of one and the same set
 */
export function externalSummary(
  judged: readonly Judged[],
  about: {
    readonly name: string;
    readonly dataset: Dataset;
    readonly datasetName: string;
    readonly classes: Readonly<Record<string, ClassMapping>>;
    readonly notes: readonly string[];
  },
): ExternalSummary {
  const [first] = judged;
  const { source, evaluation } = first!;
  const { set } = evaluation;
  const { task } = evaluation;
  const sets = { task, splits: { shifts: { [set.name]: set } } };
  const results = judged.map(externalResult);
  const seeds = [...new Set(results.map(({ tags }) => tags.seed))];
  const { licence, citation, table } = about.dataset;
  return {
    format: 1,
    name: about.name,
    run: source.config.name,
    task,
    seeds,
    dataset: {
      name: about.datasetName,
      licence,
      ...(citation === undefined ? {} : { citation }),
      images: table.length,
      judged: set.rows.length,
      patients: new Set(set.patients).size,
      fingerprint: fingerprint(about.dataset),
    },
    classes: about.classes,
    methods: Object.fromEntries(
      summarise(results, ['method']).map((group) => [group.tags.method, methodResult(group, sets)]),
    ),
    differences: meanDifferences(
      seeds.map((seed) =>
        differencesOf(
          results.filter(({ tags }) => tags.seed === seed),
          sets,
          source.trial.evaluation,
          seed,
        ),
      ),
    ),
    notes: [...new Set([...about.notes, ...judged.flatMap((one) => one.evaluation.notes)])],
  };
}
