import type { Factor } from '@mimmx/core';
import { html, type Insert } from '../html.ts';
import { interval, known, percent } from '../numbers.ts';
import { type BestProbe, bestProbe, type Contender, type Context } from './context.ts';
import { FEATURES } from './figure.ts';

/** Confounders up to which each gets a sentence of its own. */
const SINGLY = 3;

interface Reading extends BestProbe {
  readonly factor: Factor;
  readonly method: Contender;
}

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
    .flatMap((method): Reading[] => {
      const probe = bestProbe(method, factor.name);
      return probe ? [{ ...probe, factor, method }] : [];
    })
    .sort((a, b) => a.value - b.value);

function sentence(context: Context, reading: Reading): Insert {
  const { factor, method, value, chance } = reading;
  const least = readingsOf(context, factor)[0];
  const amount =
    factor.kind === 'continuous'
      ? html`explains ${percent(value)}${ends(reading)} of its variance`
      : html`reads it correctly in ${percent(value)}${ends(reading)}; guessing gives ${percent(chance)}`;
  const remains =
    remaining(reading) === 'most' &&
    ' A good accuracy then says that the answer leans on it less, not that the features forgot it.';
  const other =
    least &&
    least.method !== method &&
    html` Least is left by ${least.method.name} (${percent(least.value)}).`;
  return html`<b>Left in ${FEATURES} of ${factor.name}:</b> ${MEANINGS[remaining(reading)]}. From the features of ${method.name} the best fresh probe ${amount}.${remains}${other}`;
}

/** Many confounders at once: how many are gone, and which is the most readable. */
function summarised(readings: readonly Reading[]): Insert {
  const read = readings.filter((reading) => remaining(reading) !== 'nothing');
  const most = readings.toSorted((a, b) => share(b) - share(a))[0]!;
  return html`<b>Left in ${FEATURES}.</b> Fresh probes beat guessing for ${read.length} of ${readings.length} confounders. Most readable is ${most.factor.name}: ${percent(most.value)}${ends(most)} from the features of ${most.method.name}, where guessing gives ${percent(most.chance)}.`;
}

/** How much of what there is to know above chance is still readable. */
const share = ({ value, chance }: BestProbe): number => (value - chance) / (1 - chance);

/** What a reading comes to, in one word. It is `nothing` only if its interval reaches down to chance. */
export function remaining(reading: BestProbe): keyof typeof MEANINGS {
  const { interval: around, chance } = reading;
  if (around && known(around[0]) ? around[0] <= chance : share(reading) <= 0) return 'nothing';
  if (share(reading) < 0.15) return 'little';
  return share(reading) < 0.6 ? 'part' : 'most';
}

const MEANINGS = {
  nothing: 'no more than guessing would give',
  little: 'little, but more than nothing',
  part: 'part of it is still there',
  most: 'most of it is still there',
} as const;

const ends = ({ interval: around }: BestProbe): string => (interval(around) ? ` (${interval(around)})` : '');
