import { html, type Insert, type Markup } from '../html.ts';
import { interval, known, type Maybe, percent, points } from '../numbers.ts';
import { bestProbe, type Contender, type Context, shiftName, shiftOf } from './context.ts';

type Measure = 'accuracy' | 'worstGroupAccuracy';

interface Score {
  readonly method: Contender;
  readonly value: number;
  readonly low: Maybe;
  readonly high: Maybe;
}

/** What was asked, and the answer that the numbers give, whichever way it goes. */
export function answer(context: Context): Markup {
  const { summary } = context;
  return html`<section id="answer" class="answer">
<h2>Short answer</h2>
<p class="lead">${verdict(context)}</p>
${keyFigures(context)}
<ul class="findings">${[
    following(context),
    worst(context),
    ...summary.task.z.map((factor) => leftOver(context, factor.name)),
    price(context),
    uncertainty(context),
  ].map((finding) => finding && html`<li>${finding}</li>`)}</ul>
</section>`;
}

/** Competitors by a measure, best first; the oracle saw other data and does not compete. */
function ranking({ methods }: Context, shift: string | undefined, measure: Measure): Score[] {
  return methods
    .filter((method) => method.part !== 'oracle')
    .flatMap((method): Score[] => {
      const result = shiftOf(method, shift);
      const value: Maybe = result?.[measure];
      const [low, high] = result?.intervals?.[measure] ?? [];
      return known(value) ? [{ method, value, low, high }] : [];
    })
    .sort((a, b) => b.value - a.value);
}

/** Whether the intervals of two scores do not meet. */
const apart = (a: Score, b: Score): boolean => known(a.low) && known(b.high) && a.low > b.high;

function verdict(context: Context): Insert {
  const hard = ranking(context, context.hardShift, 'accuracy');
  const groups = ranking(context, context.groupShift, 'worstGroupAccuracy');
  const [first, second] = hard;
  if (!first) return 'The run holds no finite result on a shifted test set, so there is no answer.';
  const test = html`the ${shiftName(context.hardShift ?? '')} test`;
  const focus = hard.find((score) => score.method.part === 'focus');
  if (!second) {
    return html`<b>${first.method.name}</b> is right for ${percent(first.value)} of the images of ${test}. It is the only method of this run, so nothing says whether that is good.`;
  }
  const bestGroups = groups[0];
  const both = bestGroups?.method === first.method;
  const tail =
    bestGroups &&
    (both
      ? html`, and it also has the best worst group (${percent(bestGroups.value)})`
      : html`; the best worst group, ${percent(bestGroups.value)}, belongs to <b>${bestGroups.method.name}</b>`);
  const lead = apart(first, second)
    ? html`<b>${first.method.name}</b> holds up best: it is right for ${percent(first.value)} of the images of ${test}, ${points(first.value - second.value)} more than ${second.method.name}${tail}.`
    : html`<b>${first.method.name}</b> is ahead with ${percent(first.value)} on ${test}, but its interval meets that of <b>${second.method.name}</b> (${percent(second.value)}): this run does not separate the two${tail}.`;
  if (!focus || focus.method === first.method) return lead;
  const gap = html` ${focus.method.name} reaches ${percent(focus.value)}, ${points(first.value - focus.value)} less.`;
  return apart(first, focus)
    ? html`<b>${focus.method.name} does not hold up best in this run.</b> ${lead}${focus === second ? null : gap}`
    : html`${lead}${focus === second ? null : gap}`;
}

/** Three numbers for the method in question, or for the best one where none is in question. */
function keyFigures(context: Context): Markup | null {
  const hard = ranking(context, context.hardShift, 'accuracy');
  const chosen = (hard.find((score) => score.method.part === 'focus') ?? hard[0])?.method;
  if (!chosen) return null;
  const hardShift = shiftOf(chosen, context.hardShift);
  const groupShift = shiftOf(chosen, context.groupShift);
  const reading = mostReadable(context, chosen);
  return html`<dl class="figures">
${figure(`${chosen.name}, accuracy on the ${shiftName(context.hardShift ?? '')} test`, hardShift?.accuracy, hardShift?.intervals?.accuracy, context)}
${figure(`${chosen.name}, worst group of the ${shiftName(context.groupShift ?? '')} test`, groupShift?.worstGroupAccuracy, groupShift?.intervals?.worstGroupAccuracy, context)}
${reading && figure(`${chosen.name}, most that a fresh probe still reads from f_y (${reading.z}; guessing ${percent(reading.chance)})`, reading.value, reading.interval, context)}
</dl>`;
}

const figure = (
  label: string,
  value: Maybe,
  ends: readonly Maybe[] | undefined,
  { level }: Context,
): Markup =>
  html`<div><dt>${label}</dt><dd>${percent(value)}${interval(ends) && html` <small>${level} interval ${interval(ends)}</small>`}</dd></div>`;

function mostReadable(context: Context, method: Contender) {
  return context.summary.task.z
    .filter((factor) => factor.kind === 'categorical')
    .flatMap(({ name }) => {
      const probe = bestProbe(method, name);
      return probe ? [{ ...probe, z: name }] : [];
    })
    .sort((a, b) => b.value - a.value)[0];
}

/** Who answers worse than guessing under inversion: the sign of a learned shortcut. */
function following(context: Context): Insert {
  const guessing = 1 / context.summary.task.y.classes;
  const below = ranking(context, context.hardShift, 'accuracy').filter(
    ({ high, value }) => (known(high) ? high : value) < guessing,
  );
  if (below.length === 0 || context.hardShift !== 'inverted') return null;
  return html`<b>Shortcuts.</b> ${list(below.map(({ method, value }) => html`${method.name} (${percent(value)})`))} ${below.length > 1 ? 'do' : 'does'} worse than guessing (${percent(guessing)}) once the confounders point the other way: there the answer follows the confounders rather than ${context.summary.task.y.name}.`;
}

function worst(context: Context): Insert {
  const groups = ranking(context, context.groupShift, 'worstGroupAccuracy');
  const [best, last] = [groups[0], groups.at(-1)];
  if (!best || !last || best === last) return null;
  const focus = groups.find((score) => score.method.part === 'focus');
  const own =
    focus && focus !== best && focus !== last && html`; ${focus.method.name} has ${percent(focus.value)}`;
  return html`<b>Worst group.</b> In the group where it does worst, ${best.method.name} is right for ${percent(best.value)}${ends(best)}, ${last.method.name} for ${percent(last.value)}${ends(last)}${own}.`;
}

const ends = ({ low, high }: Score): string => (interval([low, high]) ? ` (${interval([low, high])})` : '');

/** What a fresh probe still reads of one confounder, in the words of a reader who is not in the field. */
function leftOver(context: Context, z: string): Insert {
  const competitors = context.methods.filter((method) => method.part !== 'oracle');
  const readings = competitors
    .flatMap((method) => {
      const probe = bestProbe(method, z);
      return probe ? [{ method, ...probe }] : [];
    })
    .sort((a, b) => a.value - b.value);
  const least = readings[0];
  const subject = readings.find(({ method }) => method.part === 'focus') ?? least;
  if (!least || !subject) return null;
  const factor = context.summary.task.z.find(({ name }) => name === z);
  const share = (subject.value - subject.chance) / (1 - subject.chance);
  const chanceInside =
    subject.interval && known(subject.interval[0]) && subject.interval[0] <= subject.chance;
  const meaning = chanceInside
    ? 'no more than guessing would give'
    : share < 0.15
      ? 'little, but more than nothing'
      : share < 0.6
        ? 'part of it is still there'
        : 'nearly all of it is still there';
  const measure = factor?.kind === 'continuous' ? 'explains' : 'reads it correctly in';
  const remains =
    share >= 0.6 && !chanceInside
      ? ' A good accuracy then says that the answer leans on it less, not that the features forgot it.'
      : '';
  const other =
    least.method !== subject.method &&
    html` Least is left by ${least.method.name} (${percent(least.value)}).`;
  return html`<b>Left in f_y of ${z}:</b> ${meaning}. From the features of ${subject.method.name} the best fresh probe ${measure} ${percent(subject.value)}${interval(subject.interval) && ` (${interval(subject.interval)})`}${factor?.kind === 'continuous' ? ' of the variance' : html`; guessing gives ${percent(subject.chance)}`}.${remains}${other}`;
}

/** How far the best competitor is from training on data without the correlation. */
function price(context: Context): Insert {
  const oracle = context.methods.find((method) => method.part === 'oracle');
  const first = ranking(context, context.hardShift, 'accuracy')[0];
  const reach: Maybe = oracle && shiftOf(oracle, context.hardShift)?.accuracy;
  if (!oracle || !first || !known(reach)) return null;
  const gap = reach - first.value;
  return html`<b>What remains possible.</b> ${oracle.name}, trained on data without the correlation, reaches ${percent(reach)} on the same test, ${points(Math.abs(gap))} ${gap >= 0 ? 'above' : 'below'} ${first.method.name}.`;
}

function uncertainty({ seeds, level }: Context): Insert {
  return seeds > 1
    ? html`<b>How sure.</b> Numbers are means over ${seeds} seeds; intervals (${level}) come from resampling patients, and ± is the standard deviation over seeds.`
    : html`<b>How sure.</b> One seed only. The ${level} intervals come from resampling patients and say nothing about how another training would have turned out.`;
}

const list = (items: readonly Markup[]): Insert =>
  items.map((item, i) => html`${i > 0 && (i === items.length - 1 ? ' and ' : ', ')}${item}`);
