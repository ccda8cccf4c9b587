import { html, type Insert, type Markup } from '../html.ts';
import { interval, known, type Maybe, percent, percentage } from '../numbers.ts';
import { type Context, mostReadable, shiftName } from './context.ts';
import { FEATURES } from './figure.ts';
import { ranking, type Score, scoreOf } from './ranking.ts';

/** Three numbers for the method in question, or for the best one where none is in question. */
export function keyFigures(context: Context): Markup | null {
  const { hardShift, groupShift, summary } = context;
  const hard = ranking(context, hardShift, 'accuracy');
  const chosen = hard.find((score) => score.method.part === 'focus') ?? hard[0];
  if (!chosen) return null;
  const { method } = chosen;
  const groups = scoreOf(method, groupShift, 'worstGroupAccuracy');
  const reading = mostReadable(summary, method);
  return html`<dl class="figures">
${figure(context, `${method.name}, accuracy on the ${shiftName(hardShift ?? '')} test`, chosen)}
${groups && figure(context, `${method.name}, worst group of the ${shiftName(groupShift ?? '')} test`, groups)}
${
  reading &&
  figure(
    context,
    html`${method.name}, most that a fresh probe still reads from ${FEATURES} (${reading.z}; guessing gives ${percent(reading.chance)})`,
    { value: reading.value, low: reading.interval?.[0], high: reading.interval?.[1] },
  )
}
</dl>`;
}

function figure(
  { level }: Context,
  label: Insert,
  { value, low, high, sd }: Pick<Score, 'value' | 'low' | 'high'> & { sd?: Maybe },
): Markup {
  const small = [
    known(sd) && `±\u202f${percentage(sd)}`,
    interval([low, high]) && `${level} interval ${interval([low, high])}`,
  ];
  return html`<div><dt>${label}</dt><dd>${percent(value)} <small>${small.filter((part) => part).join(' · ')}</small></dd></div>`;
}
