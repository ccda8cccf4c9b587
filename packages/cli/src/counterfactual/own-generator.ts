import { isMimmxError, MimmxError } from '@mimmx/core';
import type { GeneratorConfig } from '@mimmx/counterfactual';
import { type GeneratorRecord, readGeneratorRecord } from '@mimmx/counterfactual/node';
import { firstDifference } from '@mimmx/experiment/node';
import { log } from '../log.ts';

/** What may change without another training of anything: names, judges, and how counterfactuals are shown. */
const FREE = ['name', 'question', 'plugins', 'backend', 'judgeOn', 'judges', 'replicates', 'pixelNoise'];

const show = (value: unknown): string => {
  const text = value === undefined ? 'absent' : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
};

/**
 * A folder keeps one generator, which may grow by fine-tunings: another would take the record's place and leave trials
 * that nobody can tell apart. A damaged record stops nothing, since it is written again from its trials.
 *
 * @throws E_RUN_EXISTS if the folder holds a generator of another graph, or of another config
 */
export async function requireSameGenerator(
  path: string,
  config: GeneratorConfig,
  describes: string,
): Promise<void> {
  const before = await recordAt(path);
  if (!before) return;
  if (before.describes !== describes) {
    throw new MimmxError(
      'E_RUN_EXISTS',
      `${path} holds a generator for the graph "${before.describes}", this config has "${describes}". Choose another folder with --out.`,
    );
  }
  const difference = firstDifference(
    decisive(before.config),
    decisive(JSON.parse(JSON.stringify(config)), before.config),
  );
  if (!difference) return;
  const own = difference.path.startsWith('tunings.');
  const next =
    own && difference.given !== undefined
      ? 'Give the fine-tuning a name of its own'
      : 'Use the recorded value';
  throw new MimmxError(
    'E_RUN_EXISTS',
    `${path} holds a generator of another config: "${difference.path}" is ${show(difference.recorded)} there and ${show(difference.given)} now. ${next}, or choose another folder with --out.`,
  );
}

async function recordAt(path: string): Promise<GeneratorRecord | null> {
  try {
    return await readGeneratorRecord(path);
  } catch (error) {
    if (isMimmxError(error, 'E_NOT_A_GENERATOR')) return null;
    if (!isMimmxError(error, 'E_CHECKPOINT')) throw error;
    log.warn(`The record in ${path} is damaged, and is written again from the trials that are there.`);
    return null;
  }
}

/** What decides the weights in the folder. @param recorded only the fine-tunings that it has are looked at */
function decisive(
  config: Readonly<Record<string, unknown>>,
  recorded = config,
): Readonly<Record<string, unknown>> {
  const kept = Object.entries(config).filter(([key]) => !FREE.includes(key));
  const tunings = Object.entries(config.tunings ?? {}).filter(([name]) =>
    Object.hasOwn(recorded.tunings ?? {}, name),
  );
  return { ...Object.fromEntries(kept), tunings: Object.fromEntries(tunings) };
}
