import { isMimmxError, MimmxError } from '@mimmx/core';

/** A line of a table, and what a config could change: of neither is there anything in a command that names images. */
const LINE = /, line \d+: /g;
const ADVICE = /\. Mend or remove it, or use problems\.policy "quarantine"\.$/;
const TOLERANCE = /\. Mend them or raise problems\.tolerance\.$/;

/**
 * What is wrong with images that a command names, in words of that command.
 *
 * @param loose whether the images were named one by one, so that there is no table whose lines mean anything
 */
export function predictionProblem(error: unknown, loose: boolean): unknown {
  if (!isMimmxError(error, 'E_DATA') && !isMimmxError(error, 'E_QUARANTINE')) return error;
  const text = error.message.slice(`${error.code}: `.length);
  const words = (loose ? text.replaceAll(LINE, ': ') : text)
    .replace(ADVICE, '. Mend it, or leave it out.')
    .replace(TOLERANCE, '. Mend them, or leave them out.');
  return new MimmxError(error.code, words, { cause: error });
}
