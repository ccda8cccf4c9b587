import { html, type Insert } from '../html.ts';
import { percent } from '../numbers.ts';
import { type Contender, type Context, theTest } from './context.ts';
import { exceptions } from './left-over.ts';
import { bare, difference } from './quantity.ts';
import {
  type Comparison,
  compare,
  ranking,
  type Score,
  scoreOf,
  told,
  toldEnds,
  toldInterval,
} from './ranking.ts';
import { mostReadable, remaining } from './reading.ts';
import { list } from './words.ts';

/** Who holds up when the confounders mislead, whether that is sure, and what the features of the method still tell. */
export function verdict(context: Context): Insert {
  const { hardShift, headline } = context;
  const scores = ranking(context, hardShift, headline.main);
  const [first, second] = scores;
  if (!first)
    return 'No method of this run has a finite result on a shifted test set, so there is no answer.';
  if (!second) {
    return html`<b>${first.method.name}</b> ${achieves(first)}. It has no competitor in this run, so nothing says whether that is good. ${readable(context, first.method)}`;
  }
  const focus = scores.find((score) => score.method.part === 'focus');
  const gap = focus && focus !== first ? compare(context, first, focus) : undefined;
  const behind = focus && gap?.standing === 'better';
  return html`${behind && html`<b>${focus.method.name} does not hold up best in this run.</b> `}${lead(context, scores)}${groupsTail(context, first.method)}.${
    behind &&
    focus !== second &&
    html` ${focus.method.name} ${comesTo(focus)}, ${difference(focus.quantity, gap.difference)}${toldInterval(focus.quantity, gap)} ${focus.quantity.better === 'higher' ? 'less' : 'more'}.`
  } ${readable(context, (focus ?? first).method)}`;
}

/** The first beside the second: better, equal, or not told apart. */
function lead(context: Context, scores: readonly Score[]): Insert {
  const [first, second] = scores as [Score, Score];
  const { quantity } = first;
  const gap = compare(context, first, second);
  if (gap.standing === 'better') {
    const more = quantity.better === 'higher' ? 'more' : 'less';
    return html`<b>${first.method.name}</b> holds up best: it ${achieves(first)}, ${difference(quantity, gap.difference)}${toldInterval(quantity, gap)} ${more} than ${second.method.name}`;
  }
  if (gap.standing === 'equal') {
    const equals = scores.filter(({ value }) => bare(quantity, value) === bare(quantity, first.value));
    const names = equals.map(({ method }) => html`<b>${method.name}</b>`);
    return html`${list(names)} are equal on ${theTest(first.set)} (${told(first)}${open(first, gap)})`;
  }
  return html`<b>${first.method.name}</b> is ahead with ${told(first)} on ${theTest(first.set)}, but this run does not separate it from <b>${second.method.name}</b> (${told(second)}${open(first, gap)})`;
}

/** What the interval of a difference leaves open. */
const open = ({ quantity }: Score, gap: Comparison): string => {
  const ends = toldEnds(quantity, gap);
  return ends && `; paired difference ${difference(quantity, gap.difference)}, ${ends}`;
};

const achieves = (score: Score): string =>
  score.quantity.kind === 'fraction'
    ? `is right for ${told(score)} of the images of ${theTest(score.set)}`
    : `is off by ${told(score)} on average on ${theTest(score.set)}`;

const comesTo = (score: Score): string =>
  score.quantity.kind === 'fraction' ? `reaches ${told(score)}` : `is off by ${told(score)}`;

function groupsTail(context: Context, first: Contender): Insert {
  const { groupShift, headline } = context;
  const groups = ranking(context, groupShift, headline.worst);
  const own = scoreOf(first, groupShift, headline.worst);
  const [best, next] = groups;
  if (!best || !own) return null;
  if (best.method !== first) {
    const gap = compare(context, best, own);
    if (gap.standing === 'equal')
      return html`; in the worst group it and ${best.method.name} are equal (${told(best)})`;
    return gap.standing === 'better'
      ? html`; the best worst group, ${told(best)}, belongs to <b>${best.method.name}</b>`
      : html`; in the worst group ${best.method.name} has ${told(best)} and it ${told(own)}, which this run does not tell apart`;
  }
  const gap = next && compare(context, best, next);
  if (gap?.standing === 'equal')
    return html`; in the worst group it and ${next!.method.name} are equal (${told(best)})`;
  return gap?.standing === 'open'
    ? html`; it is ahead in the worst group too (${told(best)}), not separated from ${next!.method.name} (${told(next!)})`
    : html`, and it has the best worst group too (${told(best)})`;
}

/** The other half of the answer: a method can be right and still carry the confounder. */
function readable(context: Context, method: Contender): Insert {
  const most = mostReadable(context, method);
  if (!most) return null;
  const rate =
    most.factor.kind === 'continuous'
      ? html`explains ${most.value < 0 ? 'none' : percent(most.value)} of the variance of ${most.factor.name}`
      : html`reads ${most.factor.name} in ${percent(most.value)} (guessing: ${percent(most.chance)})`;
  switch (remaining(most)) {
    case 'unshown':
      return html`From the features of ${method.name}, fresh probes are not shown to read any confounder better than by guessing: the best ${rate}${exceptions(most)}.`;
    case 'little':
    case 'part':
      return html`The confounders are not quite gone from the features of ${method.name}: a fresh probe ${rate}.`;
    case 'most':
      return html`But the features of ${method.name} have not forgotten the confounders: a fresh probe ${rate}.`;
  }
}
