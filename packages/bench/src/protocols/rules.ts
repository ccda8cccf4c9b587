import { MimmxError, options } from '@mimmx/core';
import type { Measure } from '@mimmx/evaluation';
import type { ExperimentInput } from '@mimmx/experiment';
import { largestLeakage, measured } from '../comparison/measures.ts';
import {
  defineProtocol,
  type ProtocolConfig,
  type ProtocolMeasure,
  type ProtocolSetting,
} from '../comparison/protocol.ts';
import { everyMethod } from './every-method.ts';

/** The rules of a published comparison, for data that a user brings. */
interface Rules {
  readonly name: string;
  readonly summary: string;
  readonly source: string;
  readonly title: string;
  readonly seeds: number;
  readonly question: string;
  readonly deviations: readonly string[];
  readonly selection: string;
  readonly folds?: number;
  readonly measures: (set: string) => readonly ProtocolMeasure[];
  /** What of a config the rules decide. */
  readonly rule: (config: ProtocolConfig) => ProtocolConfig;
}

const required = (name: string, config: ExperimentInput | undefined): ProtocolConfig => {
  if (config) {
    const { methods: _, seeds: __, ...rest } = config;
    return rest;
  }
  throw new MimmxError(
    'E_PROTOCOL',
    `"${name}" compares methods on data of yours. Name a config with them: mimmx bench ${name} --config my.config.ts`,
  );
};

export const fractions = (config: ProtocolConfig, validation: number): ProtocolConfig => {
  const { split } = config.data;
  // A table's own division stands; another gets its validation part.
  if (split && 'column' in split && split.validation) return config;
  const given = split ?? { train: 0.7, test: 0.3 };
  return { ...config, data: { ...config.data, split: { ...given, validation: validation } } };
};

/** The set that methods are judged on: `balanced` if there is one, else the last. */
const judgedSet = ({ data }: ProtocolConfig): string => {
  const names = Object.keys(data.shifts ?? { inDistribution: 0, inverted: 0, balanced: 0 });
  return names.includes('balanced') ? 'balanced' : names.at(-1)!;
};

export const ownData = ({ name, summary, source, rule, measures, folds, ...about }: Rules) =>
  defineProtocol({
    name,
    summary,
    source,
    options: options({}),
    create({ config }) {
      const given = rule(required(name, config));
      const called = given.name ?? 'your data';
      const settings: ProtocolSetting[] = folds
        ? Array.from({ length: folds }, (_, fold) => ({
            name: `${called}, fold ${fold + 1}`,
            config: () => ({
              ...given,
              data: { ...given.data, split: { folds, fold, validation: 0.1 } },
            }),
          }))
        : [{ name: called, config: () => given }];
      return {
        ...about,
        settings,
        rows: everyMethod(),
        measures: measures(judgedSet(given)),
        published: [],
      };
    },
  });

export const percent = (
  name: string,
  set: string,
  measure: Measure,
  compared?: 'paired',
): ProtocolMeasure => ({
  name,
  better: 'higher',
  unit: 'percent',
  of: measured(set, measure),
  ...(compared ? { onSet: { set, measure } } : {}),
});
export const leaks = (set: string): ProtocolMeasure => ({
  name: 'largest leakage',
  better: 'lower',
  unit: 'percent',
  of: largestLeakage(set),
});
export const selecting = (config: ProtocolConfig, select: string): ProtocolConfig => ({
  ...config,
  evaluation: { ...config.evaluation, select },
});
