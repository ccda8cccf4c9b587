import type { KeptTrials } from '@mimmx/experiment';
import type { BenchGroup } from './cells.ts';

/** What a training costs, as it was measured: means over the seeds that are done. */
export interface BenchCost {
  readonly method: string;
  readonly setting: string;
  /** Updates of the encoder. */
  readonly updates: number;
  /** Passes of batches through an encoder for each update, forward; further passes in words. */
  readonly passes: string;
  /** Wall time of the training. */
  readonly seconds: number;
  /** Of the network that predicts: encoder and heads. */
  readonly parameters: number;
}

/** Where it is not one pass of one encoder for each update. */
const PASSES: Readonly<Record<string, string>> = {
  lff: '2',
  rebias: '2',
  debian: '2 to 3',
  selecmix: '3',
  biascon: '3',
  jtt: '1, and one of the training set',
  cnc: '1, and one of the training set',
  dfr: '1, and one of the held-out rows',
  afr: '1, and one of the held-out rows',
  crt: '1, and one of the training set',
};

/** What the trainings of a group cost; null if none is done. */
export async function costOf(
  { row, setting, outcomes }: BenchGroup,
  store: Pick<KeptTrials, 'weights'>,
): Promise<BenchCost | null> {
  const done = outcomes.flatMap(({ result }) => result ?? []);
  if (done.length === 0) return null;
  const weights = await store.weights(done[0]!.id);
  const network = Object.entries(weights?.variables ?? {}).filter(([name]) =>
    /^(encoder|heads)\.\d+$/.test(name),
  );
  const seconds = done.reduce((sum, { timing }) => sum + timing.trainingSeconds, 0) / done.length;
  return {
    method: row,
    setting,
    updates: outcomes[0]!.trial.training.updates,
    passes: PASSES[row] ?? '1',
    seconds: Math.round(seconds * 10) / 10,
    parameters: network.reduce((sum, [, { values }]) => sum + values.length, 0),
  };
}
