import { type Metrics, MimmxError } from '@mimmx/core';

/** A trial that somebody asked its holder for; never an error to the run, which goes on with others. */
export const yielded = (
  { method, seed }: { readonly method: string; readonly seed: number },
  step: number,
  updates: number,
): MimmxError =>
  new MimmxError(
    'E_YIELDED',
    `"${method}" (seed ${seed}) was asked for from outside: saved at update ${step} of ${updates} and given back. It goes on when it is free again.`,
  );

/** A trial that was stopped from outside. */
export const interruption = (
  { method, seed }: { readonly method: string; readonly seed: number },
  where: string,
): MimmxError => new MimmxError('E_INTERRUPTED', `Stopped "${method}" (seed ${seed}) ${where}; saved.`);

/** @throws E_NAN_LOSS with the term that went first */
export function refuseNaN(
  values: Metrics,
  step: number,
  { method, seed }: { readonly method: string; readonly seed: number },
  lastGood: number | undefined,
): void {
  const first = Object.entries(values).find(([, value]) => !Number.isFinite(value));
  if (!first) return;
  const kept =
    lastGood === undefined
      ? 'No checkpoint had been written yet'
      : `The checkpoint of update ${lastGood} is kept`;
  throw new MimmxError(
    'E_NAN_LOSS',
    `"${method}" (seed ${seed}): ${first[0]} became ${first[1]} at update ${step}. ${kept}; lower training.learningRate or the method's lambda.`,
  );
}
