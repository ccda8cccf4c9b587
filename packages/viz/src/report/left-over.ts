import type { Factor } from '@mimmx/core';
import { html, type Insert } from '../html.ts';
import { interval, known, percent } from '../numbers.ts';
import type { Context } from './context.ts';
import { FEATURES } from './figure.ts';
import { type Reading, readingOf, remaining, share } from './reading.ts';
import { sameShape } from './shape.ts';

/** Confounders up to which each gets a sentence of its own. */
const SINGLY = 3;

/** What fresh probes still read of the confounders, in the words of a reader who is not in the field. */
export function leftOver(context: Context): Insert[] {
  const { z } = context.summary.task;
  const readings = z.flatMap((factor) => subjectOf(context, factor) ?? []);
  if (readings.length === 0) return [];
  return z.length <= SINGLY ? readings.map((reading) => sentence(context, reading)) : [summarised(readings)];
}

/** The method in question, or the one that leaves least where none is in question. */
function subjectOf(context: Context, factor: Factor): Reading | undefined {
  const readings = readingsOf(context, factor);
  return readings.find(({ method }) => method.part === 'focus') ?? readings[0];
}

/** Competitors by what they leave of a confounder, least first. */
const readingsOf = ({ methods }: Context, factor: Factor): Reading[] =>
  methods
    .filter((method) => method.part !== 'oracle')
    .flatMap((method) => readingOf(method, factor) ?? [])
    .sort((a, b) => a.value - b.value);

function sentence(context: Context, reading: Reading): Insert {
  const { factor, method, value, chance } = reading;
  const least = readingsOf(context, factor).find((other) => sameShape(other.method, method));
  const amount =
    factor.kind === 'continuous'
      ? html`explains ${value < 0 ? 'none' : percent(value)}${ends(reading)} of its variance`
      : html`reads it correctly in ${percent(value)}${ends(reading)}; guessing gives ${percent(chance)}`;
  const other =
    least &&
    least.method !== method &&
    html` Among methods whose ${FEATURES} has the same shape the lowest value is that of ${least.method.name} (${percent(least.value)}).`;
  return html`<b>Left in ${FEATURES} of ${factor.name}:</b> ${MEANINGS[remaining(reading)]}. From the features of ${method.name} the best fresh probe ${amount}${exceptions(reading)}.${
    remaining(reading) === 'most' &&
    ' A good accuracy then says that the answer leans on it less, not that the features forgot it.'
  }${other}`;
}

/** What an interval leaves open where nothing was found. */
export const exceptions = (reading: Reading): string =>
  remaining(reading) === 'unshown' && known(reading.high) && reading.high > 0
    ? `; up to ${percent(reading.high)} cannot be excluded`
    : '';

/** Many confounders at once: of how many something is shown to be left, and which is the most readable. */
function summarised(readings: readonly Reading[]): Insert {
  const read = readings.filter((reading) => remaining(reading) !== 'unshown');
  const most = readings.toSorted((a, b) => share(b) - share(a))[0]!;
  return html`<b>Left in ${FEATURES}.</b> Fresh probes are shown to beat guessing for ${read.length} of ${readings.length} confounders. Most readable is ${most.factor.name}: ${percent(most.value)}${ends(most)} from the features of ${most.method.name}, where guessing gives ${percent(most.chance)}${exceptions(most)}.`;
}

const MEANINGS = {
  unshown: 'not shown to be more than guessing would give',
  little: 'little, but more than nothing',
  part: 'part of it is still there',
  most: 'most of it is still there',
} as const;

const ends = ({ low, high }: Reading): string => (interval([low, high]) ? ` (${interval([low, high])})` : '');
