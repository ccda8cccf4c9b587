import type { MethodResult, SplitSummary, Summary } from '@mimmx/experiment';
import { record } from './unknown.ts';

/**
 * A method's part in the report: the one in question, that one without its MI term, one to compare with, or an upper end
 * that was trained on other data and is no competitor.
 */
export type Part = 'focus' | 'twin' | 'rival' | 'oracle';

/** What a method is here for, as its plugin and settings tell. */
export function partOf({ plugin, settings }: Pick<MethodResult, 'plugin' | 'settings'>): Part {
  if (settings?.trainsOn === 'balanced' || plugin === 'oracle') return 'oracle';
  if (plugin !== 'mimm-x') return 'rival';
  const { kind, lambda } = record(settings.weight);
  return settings.lambda === 0 || (kind === 'fixed' && lambda === 0) ? 'twin' : 'focus';
}

/** How y and z go together in a test set. */
export type Shift = 'trained' | 'inverted' | 'balanced' | 'natural' | 'other';

const NAMED: Readonly<Record<string, Shift>> = {
  inDistribution: 'trained',
  inverted: 'inverted',
  balanced: 'balanced',
  natural: 'natural',
};

/** What a test set is drawn like: by its recipe in the configuration, or by its name where there is none. */
export function shiftMeaning(name: string, config: unknown): Shift {
  const recipe = record(record(record(config).data).shifts)[name];
  if (recipe === undefined) return NAMED[name] ?? 'other';
  if (recipe === 'trained' || recipe === 'induced') return 'trained';
  return recipe === 'inverted' || recipe === 'balanced' || recipe === 'natural' ? recipe : 'other';
}

/** The split that methods were trained on. */
export const trainingSplit = ({ splits }: Summary): SplitSummary | undefined =>
  splits.find(({ name }) => name === 'train');

/** Name under which the record keeps predictions of validation data. */
export const VALIDATION = 'validation';
