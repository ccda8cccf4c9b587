import { type Method, MimmxError, Random, type SavedTensor, type Task, takeSnapshot } from '@mimmx/core';
import { type SampleSet, subset } from '@mimmx/data';
import { type Candidate, patience, type Selection, select } from '@mimmx/evaluation';
import { predictedOf } from './evaluate.ts';
import { type Look, restoredLooks, savedLooks } from './looks.ts';
import { lostNotes, type SetReader } from './read-set.ts';
import type { Predictions, Selected } from './store.ts';

/** Looks at validation data during a training, and the weights that may yet be judged. */
export interface Candidates {
  /** Looks at the weights as they are after `step` updates. Gives the rule's score, for the record. */
  look(step: number): Promise<number | null>;
  /** Whether the score has not risen for as many looks as early stopping allows. */
  readonly stop: boolean;
  /** The choice, and the weights that belong to it; null if the rule compares nothing. */
  choose(): { readonly selected: Selected; readonly variables: Readonly<Record<string, SavedTensor>> } | null;
  /** What was predicted at every look, as sets called `validation@STEP`. */
  predictions(of: (set: SampleSet, name: string, values: Float32Array) => Predictions): Predictions[];
  /** Which validation images the last look could not read, in a sentence. */
  readonly notes: readonly string[];
  /** To be saved with a checkpoint. */
  readonly saved: Readonly<Record<string, SavedTensor>>;
  restore(saved: Readonly<Record<string, SavedTensor>>): void;
}

export interface CandidatesSetting {
  readonly rule: Selection;
  readonly validation: SampleSet | undefined;
  readonly task: Task;
  readonly method: Method;
  readonly read: SetReader;
  /** Seed of a rule that fits something. */
  readonly seed: number;
  /** Looks without a better score after which training stops; never if absent. */
  readonly patience: number | undefined;
}

/** @throws E_SELECTION_NEEDS if the rule needs validation data and there are none */
export function createCandidates(setting: CandidatesSetting): Candidates {
  const { rule, validation, task, method, read, seed } = setting;
  if (rule.needs !== 'nothing' && !validation) {
    throw new MimmxError(
      'E_SELECTION_NEEDS',
      `The rule "${rule.name}" needs validation data, and there is none. Give data.split.validation, e.g. 0.1, or select by "last".`,
    );
  }
  const looks: Look[] = [];
  const kept = new Map<number, Readonly<Record<string, SavedTensor>>>();

  const seen = (set: SampleSet, { samples }: Look): SampleSet =>
    samples.length < set.rows.length ? subset(set, samples) : set;
  const candidate = (look: Look): Candidate => ({
    step: look.step,
    ...(validation && {
      validation: predictedOf(seen(validation, look), task, look.values),
      features: { width: look.width, values: look.features },
    }),
  });
  const scoreOf = (look: Look) => rule.score(candidate(look) as never);
  const chosen = () => select(looks.map(candidate), rule, new Random(seed));

  /** Weights that can no longer be chosen are forgotten: all but the best, or but those within the rule's margin. */
  const prune = () => {
    if (!rule.among) {
      const { step } = chosen();
      for (const other of kept.keys()) if (other !== step) kept.delete(other);
      return;
    }
    const sign = rule.better === 'lower' ? -1 : 1;
    const scores = looks.map((look) => sign * scoreOf(look));
    const best = Math.max(...scores.filter((score) => !Number.isNaN(score)));
    const bar = best - rule.among.margin * Math.abs(best);
    for (const [i, { step }] of looks.entries()) if (!(scores[i]! >= bar)) kept.delete(step);
  };

  return {
    async look(step) {
      if (!validation || rule.needs === 'nothing') return null;
      const { samples, prediction, features, width } = await read(validation);
      const look = { step, samples, values: prediction, features, width };
      looks.push(look);
      kept.set(step, await takeSnapshot(method.variables, `at update ${step}`));
      prune();
      return scoreOf(look);
    },
    get stop() {
      if (setting.patience === undefined || looks.length === 0) return false;
      const settings = { looks: setting.patience, better: rule.better ?? 'higher' };
      return patience(looks.map(scoreOf), settings).stopAt !== null;
    },
    choose() {
      if (looks.length === 0) return null;
      const selected = chosen();
      return { selected, variables: kept.get(selected.step)! };
    },
    predictions: (of) =>
      validation
        ? looks.map((look) => of(seen(validation, look), `validation@${look.step}`, look.values))
        : [],
    get notes() {
      const last = looks.at(-1);
      return validation && last ? lostNotes(validation, last) : [];
    },
    get saved() {
      return savedLooks(looks, kept, validation?.rows.length ?? 0);
    },
    restore(saved) {
      const before = restoredLooks(saved, validation?.rows.length ?? 0);
      looks.push(...before.looks);
      for (const [step, variables] of before.kept) kept.set(step, { ...kept.get(step), ...variables });
    },
  };
}
