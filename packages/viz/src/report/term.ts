import { html, type Insert } from '../html.ts';
import { known, percent, points } from '../numbers.ts';
import { type Contender, type Context, theTest } from './context.ts';
import { difference, type Quantity } from './quantity.ts';
import { compare, scoreOf, toldEnds, toldInterval } from './ranking.ts';
import { readingOf } from './reading.ts';
import { sameShape, shapeOf } from './shape.ts';
import { list } from './words.ts';

/**
 * What the MI term itself gives: a method in question against the same network, sampling and heads without the term. A
 * difference to any other method mixes the term with all else in which the two differ.
 */
export function miTerm(context: Context): Insert[] {
  const focus = context.methods.filter(({ part }) => part === 'focus');
  const twins = context.methods.filter(({ part }) => part === 'twin');
  if (focus.length === 0) return [];
  if (twins.length === 0) {
    return [
      html`<b>What the MI term gives</b> is not known from this run: it has no method that is ${focus[0]!.name} with λ = 0 and all else equal.`,
    ];
  }
  return focus.map((method) => {
    const twin = twins.find((other) => sameShape(other, method)) ?? twins[0]!;
    return against(context, method, twin);
  });
}

function against(context: Context, method: Contender, twin: Contender): Insert {
  const { hardShift, groupShift, headline } = context;
  const parts = [
    gain(context, method, twin, hardShift, headline.main, `on ${theTest(hardShift)}`),
    gain(context, method, twin, groupShift, headline.worst, 'in the worst group'),
  ].flatMap((part) => part ?? []);
  const fair = sameShape(method, twin)
    ? html`the same network without the term`
    : html`which is no fair twin: its features are ${shapeOf(twin) ?? 'of unknown width'}, and those of ${method.name} ${shapeOf(method) ?? 'of unknown width'}`;
  return html`<b>What the MI term gives.</b> Against ${twin.name}, ${fair}, ${method.name} ${parts.length > 0 ? list(parts) : 'has no finite result'}.${leftBy(context, method, twin)}`;
}

/** `gains 1.3 points (0.2 to 2.4) on the inverted test`. */
function gain(
  context: Context,
  method: Contender,
  twin: Contender,
  set: string | undefined,
  quantity: Quantity,
  where: string,
) {
  const [own, other] = [scoreOf(method, set, quantity), scoreOf(twin, set, quantity)];
  if (!own || !other) return null;
  const gap = compare(context, own, other);
  const amount = difference(quantity, Math.abs(gap.difference));
  const ends = toldInterval(quantity, gap);
  switch (gap.standing) {
    case 'better':
      return html`gains ${amount} ${where}${ends}`;
    case 'worse':
      return html`loses ${amount} ${where}${ends}`;
    case 'equal':
      return html`is equal ${where}${ends}`;
    case 'open': {
      const doubt = [toldEnds(quantity, gap), 'not shown to differ'].filter((part) => part).join(': ');
      return html`is ${amount} ${gap.difference > 0 ? 'ahead' : 'behind'} ${where} (${doubt})`;
    }
  }
}

/** How much less is read from the features; there is no paired interval of that. */
function leftBy({ summary }: Context, method: Contender, twin: Contender): Insert {
  const parts = summary.task.z.flatMap((factor) => {
    const [own, other] = [readingOf(method, factor), readingOf(twin, factor)];
    if (!own || !other || !known(own.value)) return [];
    const less = other.value - own.value;
    return html`${factor.name} ${percent(own.value)} instead of ${percent(other.value)} (${points(Math.abs(less))} ${less >= 0 ? 'less' : 'more'})`;
  });
  return parts.length > 0 && html` The best fresh probe reads ${list(parts)}.`;
}
