import { html, type Insert, type Markup } from '../html.ts';
import { known } from '../numbers.ts';
import { bounds } from './bound.ts';
import { type Context, theTest } from './context.ts';
import { keyFigures } from './key-figures.ts';
import { leftOver } from './left-over.ts';
import { difference, withUnit } from './quantity.ts';
import { ranking, type Score, scoreOf, told, toldFully, toldInside } from './ranking.ts';
import { unlike } from './shape.ts';
import { miTerm } from './term.ts';
import { verdict } from './verdict.ts';
import { list, names } from './words.ts';

/** What was asked, and the answer that the numbers give, whichever way it goes. */
export function answer(context: Context): Markup {
  const findings = [
    ...miTerm(context),
    ...bounds(context),
    ...guessing(context),
    worst(context),
    ...leftOver(context),
    features(context),
    possible(context),
    failed(context),
    uncertainty(context),
  ];
  return html`<section id="answer" class="answer">
<h2>Short answer</h2>
<p class="lead">${verdict(context)}</p>
${keyFigures(context)}
<ul class="findings">${findings.map((finding) => finding && html`<li>${finding}</li>`)}</ul>
</section>`;
}

/** Who answers worse than guessing under inversion, the sign of a learned shortcut, and who is not shown to do better. */
function guessing(context: Context): Insert[] {
  const { hardShift, headline, summary } = context;
  const { fraction } = headline;
  const { guess } = fraction;
  if (guess === undefined || hardShift === undefined) return [];
  const scores = ranking(context, hardShift, fraction);
  const below = scores.filter(({ high, value }) => (high ?? value) < guess);
  const beside = scores.filter(({ low, high }) => known(low) && known(high) && low <= guess && high >= guess);
  const level =
    summary.task.y.kind === 'continuous'
      ? 'always naming the mean (R² 0)'
      : `guessing (${withUnit(fraction, guess)})`;
  const following = (all: readonly Score[]) =>
    list(all.map((score) => html`${score.method.name} (${toldInside(score)})`));
  return [
    below.length > 0 &&
      context.meaning(hardShift) === 'inverted' &&
      html`<b>Shortcuts.</b> ${following(below)} ${below.length > 1 ? 'do' : 'does'} worse than ${level} once the confounders point the other way: there the answer follows the confounders rather than ${summary.task.y.name}.`,
    beside.length > 0 &&
      html`<b>No better than guessing?</b> ${list(beside.map(unexcluded))} ${beside.length > 1 ? 'are' : 'is'} not shown to be better than ${level} on ${theTest(hardShift)}.`,
  ];
}

const unexcluded = (score: Score): Markup =>
  html`${score.method.name} (${told(score)}; up to ${withUnit(score.quantity, score.high ?? score.value)} cannot be excluded)`;

function worst(context: Context): Insert {
  const groups = ranking(context, context.groupShift, context.headline.worst);
  const [best, last] = [groups[0], groups.at(-1)];
  if (!best || !last || best === last) return null;
  const focus = groups.find((score) => score.method.part === 'focus');
  const own = focus && focus !== best && focus !== last && html`; ${focus.method.name} ${does(focus)}`;
  return html`<b>Worst group.</b> In the group where it does worst, ${best.method.name} ${does(best)}, ${last.method.name} ${does(last)}${own}.`;
}

const does = (score: Score): string =>
  score.quantity.kind === 'fraction' ? `is right for ${toldFully(score)}` : `is off by ${toldFully(score)}`;

/** Which methods' leakage may not be compared. */
const features = (context: Context): Insert => {
  const said = unlike(context);
  return said && html`<b>Unlike features.</b> ${said}`;
};

/** How far the best competitor is from training on data without the correlation. */
function possible(context: Context): Insert {
  const { hardShift, headline } = context;
  const oracle = context.methods.find((method) => method.part === 'oracle');
  const first = ranking(context, hardShift, headline.main)[0];
  const reach = oracle && scoreOf(oracle, hardShift, headline.main);
  if (!first || !reach) return null;
  const gap = reach.value - first.value;
  return html`<b>What remains possible.</b> ${reach.method.name}, trained on data without the correlation, reaches ${told(reach)} on the same test, ${difference(headline.main, Math.abs(gap))} ${gap >= 0 ? 'above' : 'below'} ${first.method.name}.`;
}

/** Methods that came to nothing are said to have, not left out. */
function failed({ methods, hardShift, headline }: Context): Insert {
  const without = methods.filter((method) => !scoreOf(method, hardShift, headline.main));
  if (without.length === 0) return null;
  return html`<b>No result.</b> ${names(without)} ${without.length > 1 ? 'have' : 'has'} no finite ${headline.main.label.toLowerCase()} on ${theTest(hardShift)}.`;
}

function uncertainty(context: Context): Insert {
  const { seeds, level, hardShift, headline } = context;
  if (ranking(context, hardShift, headline.main).every(({ low, high }) => !known(low) || !known(high))) {
    return html`<b>How sure.</b> This run computed no intervals${seeds > 1 && html`; ± is the standard deviation over ${seeds} seeds`}. Differences are only called so where seeds show them.`;
  }
  const resampled = html`intervals (${level}) come from resampling test patients`;
  const rule = html`Methods are told apart by the interval of their paired difference, in which both are measured on the same resampled patients`;
  return seeds > 1
    ? html`<b>How sure.</b> Numbers are means over ${seeds} seeds, ± their standard deviation; ${resampled}. ${rule}; it must leave 0 out, and the difference exceed two standard errors over the seeds.`
    : html`<b>How sure.</b> One seed only; ${resampled} and say nothing about how another training would have turned out. ${rule}; it must leave 0 out.`;
}
