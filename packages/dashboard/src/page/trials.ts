import { html, type Insert, type Markup } from '@mimmx/viz';
import type { PlaceView, TrialView } from '../look/view.ts';
import { bytes, clock, images, number, pace } from './words.ts';

/** One row for each training: how far it is, how fast, on what, and what can be done about it. */
export function trials({ trials: all, name }: PlaceView): Markup {
  if (all.length === 0) return html`<p>No training has begun.</p>`;
  const rows = all.map(
    (trial) => html`<li class="trial ${trial.state}">
<div class="title"><h3>${trial.name}</h3> <span class="state">${STATES[trial.state]}</span>${button(name, trial)}</div>
<progress max="${String(trial.updates || 1)}" value="${String(trial.step)}" aria-label="${`Updates done of ${trial.name}`}">${trial.step}</progress>
<dl>${facts(trial).map(([what, value]) => html`<div><dt>${what}</dt><dd>${value}</dd></div>`)}</dl>${trial.message !== null && html`<p class="problem">${trial.message}</p>`}</li>`,
  );
  return html`<ul class="trials">${rows}</ul>`;
}

const STATES = {
  running: 'running',
  stopping: 'saving …',
  stopped: 'stopped',
  waiting: 'waiting',
  failed: 'failed',
  done: 'done',
} as const;

function facts(trial: TrialView): [string, Insert][] {
  const { step, updates, rate, batchSize, memory, holder, left, lines, state } = trial;
  const found: [string, Insert][] = [['Updates', `${step} of ${updates}`]];
  if (holder !== null) {
    found.push([
      'Pace',
      rate === null ? 'measuring …' : html`${pace(rate)} <small>${images(rate, batchSize)}</small>`,
    ]);
    found.push(['Time left', rate === null ? '–' : clock(left)]);
    found.push(['Memory', memory === null ? html`– <small>not on this machine</small>` : bytes(memory)]);
    found.push(['Held by', holder]);
  }
  if (state === 'stopped') found.push(['Held by', 'this dashboard, until it is resumed or closed']);
  const last = lines.findLast(({ kind }) => kind === 'train');
  const losses = Object.entries(last?.values ?? {}).filter(([key]) => key.startsWith('loss'));
  for (const [key, value] of losses.slice(0, 2)) found.push([key, number(value)]);
  return found;
}

/** Stop or resume; nothing for what has ended. A form, so that it works without script, too. */
function button(run: string, { id, name, state }: TrialView): Insert {
  const stops = state === 'running' || state === 'waiting';
  if (!stops && state !== 'stopping' && state !== 'stopped') return null;
  const [action, word] = stops
    ? ['stop', 'Stop']
    : ['resume', state === 'stopping' ? 'Do not stop' : 'Resume'];
  return html`<form method="post" action="${`/${action}`}"><input type="hidden" name="run" value="${run}"/><input type="hidden" name="trial" value="${id}"/><button id="${`act-${id}`}" aria-label="${`${word} ${name}`}">${word}</button></form>`;
}
