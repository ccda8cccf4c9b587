import { html, type Insert } from '../html.ts';
import { interval, known, type Maybe, percentage } from '../numbers.ts';

/** What stands small beside a number: its interval and its spread over seeds. */
export const small = (ends: readonly Maybe[] | undefined, sd: Maybe): Insert => {
  const parts = [interval(ends), known(sd) && `±\u202f${percentage(sd)}`].filter((part) => part);
  return parts.length > 0 && html` <small>${parts.map((part) => html`<span>${part}</span> `)}</small>`;
};
