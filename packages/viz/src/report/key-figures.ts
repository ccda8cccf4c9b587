import { html, type Insert, type Markup } from '../html.ts';
import { interval, known, percent } from '../numbers.ts';
import { type Context, theTest } from './context.ts';
import { FEATURES } from './figure.ts';
import { bare, range, withUnit } from './quantity.ts';
import { ranking, type Score, scoreOf } from './ranking.ts';
import { mostReadable } from './reading.ts';

/** Three numbers for the method in question, or for the best one where none is in question. */
export function keyFigures(context: Context): Markup | null {
  const { hardShift, groupShift, headline, level } = context;
  const hard = ranking(context, hardShift, headline.main);
  const chosen = hard.find((score) => score.method.part === 'focus') ?? hard[0];
  if (!chosen) return null;
  const { method } = chosen;
  const groups = scoreOf(method, groupShift, headline.worst);
  const reading = mostReadable(context, method);
  const what = headline.main.label.toLowerCase();
  return html`<dl class="figures">
${scored(context, `${method.name}, ${what} on ${theTest(hardShift)}`, chosen)}
${groups && scored(context, `${method.name}, worst group of ${theTest(groupShift)}`, groups)}
${
  reading &&
  figure(
    html`${method.name}, what the fresh probe chosen on held-out patients reads from ${FEATURES} (${reading.factor.name}; guessing gives ${percent(reading.chance)})`,
    percent(reading.value),
    [interval([reading.low, reading.high]) && `${level} interval ${interval([reading.low, reading.high])}`],
  )
}
</dl>`;
}

const scored = ({ level }: Context, label: Insert, { quantity, value, low, high, sd }: Score): Markup =>
  figure(label, withUnit(quantity, value), [
    known(sd) && `±\u202f${bare(quantity, sd)}`,
    known(low) && known(high) && `${level} interval ${range(quantity, low, high)}`,
  ]);

const figure = (label: Insert, value: string, small: readonly (string | false)[]): Markup =>
  html`<div><dt>${label}</dt><dd>${value} <small>${small.filter((part) => part).join(' · ')}</small></dd></div>`;
