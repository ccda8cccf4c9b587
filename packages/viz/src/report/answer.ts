import { strataOf } from '@mimmx/core/contracts';
import { html, type Insert, type Markup } from '../html.ts';
import { known, percent, points } from '../numbers.ts';
import { type Contender, type Context, mostReadable, shiftName } from './context.ts';
import { keyFigures } from './key-figures.ts';
import { leftOver, remaining } from './left-over.ts';
import { apart, ranking, scoreOf, told, toldFully } from './ranking.ts';

/** What was asked, and the answer that the numbers give, whichever way it goes. */
export function answer(context: Context): Markup {
  const findings = [
    following(context),
    worst(context),
    ...leftOver(context),
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

/** Who holds up when the confounders mislead, whether that is sure, and what the features of the method still tell. */
function verdict(context: Context): Insert {
  const { hardShift, seeds } = context;
  const hard = ranking(context, hardShift, 'accuracy');
  const [first, second] = hard;
  if (!first)
    return 'No method of this run has a finite result on a shifted test set, so there is no answer.';
  const test = html`the ${shiftName(hardShift ?? '')} test`;
  if (!second) {
    return html`<b>${first.method.name}</b> is right for ${told(first)} of the images of ${test}. It has no competitor in this run, so nothing says whether that is good. ${readable(context, first.method)}`;
  }
  const sure = apart(first, second, seeds);
  const lead = sure
    ? html`<b>${first.method.name}</b> holds up best: it is right for ${told(first)} of the images of ${test}, ${points(first.value - second.value)} more than ${second.method.name}`
    : html`<b>${first.method.name}</b> is ahead with ${told(first)} on ${test}, but this run does not separate it from <b>${second.method.name}</b> (${told(second)})`;
  const focus = hard.find((score) => score.method.part === 'focus');
  const behind = focus && apart(first, focus, seeds);
  return html`${behind && html`<b>${focus.method.name} does not hold up best in this run.</b> `}${lead}${groupsTail(context, first.method)}.${
    behind &&
    focus !== second &&
    html` ${focus.method.name} reaches ${told(focus)}, ${points(first.value - focus.value)} less.`
  } ${readable(context, (focus ?? first).method)}`;
}

function groupsTail(context: Context, first: Contender): Insert {
  const best = ranking(context, context.groupShift, 'worstGroupAccuracy')[0];
  if (!best) return null;
  return best.method === first
    ? html`, and it has the best worst group too (${told(best)})`
    : html`; the best worst group, ${told(best)}, belongs to <b>${best.method.name}</b>`;
}

/** The other half of the answer: a method can be right and still carry the confounder. */
function readable({ summary }: Context, method: Contender): Insert {
  const most = mostReadable(summary, method);
  if (!most) return null;
  const rate = `${percent(most.value)} (guessing: ${percent(most.chance)})`;
  switch (remaining(most)) {
    case 'nothing':
      return html`From the features of ${method.name}, fresh probes read no confounder better than by guessing.`;
    case 'little':
    case 'part':
      return html`The confounders are not quite gone from the features of ${method.name}: a fresh probe reads ${most.z} in ${rate}.`;
    case 'most':
      return html`But the features of ${method.name} have not forgotten the confounders: a fresh probe reads ${most.z} in ${rate}.`;
  }
}

/** Who answers worse than guessing under inversion: the sign of a learned shortcut. */
function following(context: Context): Insert {
  if (context.hardShift !== 'inverted') return null;
  const y = strataOf(context.summary.task.y);
  const below = ranking(context, 'inverted', 'accuracy').filter(
    ({ high, value }) => (high ?? value) < 1 / y.classes,
  );
  if (below.length === 0) return null;
  const names = below.map((score) => html`${score.method.name} (${told(score)})`);
  return html`<b>Shortcuts.</b> ${list(names)} ${below.length > 1 ? 'do' : 'does'} worse than guessing (${percent(1 / y.classes)}) once the confounders point the other way: there the answer follows the confounders rather than ${y.name}.`;
}

function worst(context: Context): Insert {
  const groups = ranking(context, context.groupShift, 'worstGroupAccuracy');
  const [best, last] = [groups[0], groups.at(-1)];
  if (!best || !last || best === last) return null;
  const focus = groups.find((score) => score.method.part === 'focus');
  const own =
    focus && focus !== best && focus !== last && html`; ${focus.method.name} for ${toldFully(focus)}`;
  return html`<b>Worst group.</b> In the group where it does worst, ${best.method.name} is right for ${toldFully(best)}, ${last.method.name} for ${toldFully(last)}${own}.`;
}

/** How far the best competitor is from training on data without the correlation. */
function possible(context: Context): Insert {
  const oracle = context.methods.find((method) => method.part === 'oracle');
  const first = ranking(context, context.hardShift, 'accuracy')[0];
  const reach = oracle && scoreOf(oracle, context.hardShift, 'accuracy');
  if (!first || !reach) return null;
  const gap = reach.value - first.value;
  return html`<b>What remains possible.</b> ${reach.method.name}, trained on data without the correlation, reaches ${told(reach)} on the same test, ${points(Math.abs(gap))} ${gap >= 0 ? 'above' : 'below'} ${first.method.name}.`;
}

/** Methods that came to nothing are said to have, not left out. */
function failed({ methods, hardShift }: Context): Insert {
  const without = methods.filter((method) => !scoreOf(method, hardShift, 'accuracy'));
  if (without.length === 0) return null;
  return html`<b>No result.</b> ${list(without.map(({ name }) => html`${name}`))} ${without.length > 1 ? 'have' : 'has'} no finite accuracy on the ${shiftName(hardShift ?? '')} test.`;
}

function uncertainty(context: Context): Insert {
  const { seeds, level, hardShift } = context;
  if (ranking(context, hardShift, 'accuracy').every(({ low, high }) => !known(low) || !known(high))) {
    return html`<b>How sure.</b> This run computed no intervals${seeds > 1 && html`; ± is the standard deviation over ${seeds} seeds`}. Differences are only called so where seeds show them.`;
  }
  return seeds > 1
    ? html`<b>How sure.</b> Numbers are means over ${seeds} seeds, ± their standard deviation; intervals (${level}) come from resampling test patients. A difference is called one only if the intervals do not meet and it exceeds two standard errors over the seeds.`
    : html`<b>How sure.</b> One seed only. The ${level} intervals come from resampling test patients and say nothing about how another training would have turned out.`;
}

const list = (items: readonly Markup[]): Insert =>
  items.map((item, i) => html`${i > 0 && (i === items.length - 1 ? ' and ' : ', ')}${item}`);
