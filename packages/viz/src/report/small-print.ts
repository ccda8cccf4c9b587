import type { SummaryRow } from '@mimmx/experiment';
import { html, type Insert } from '../html.ts';
import { known } from '../numbers.ts';
import { bare, type Quantity, range } from './quantity.ts';

/** A row of the record in a cell: its value with what stands small beside it, or why there is none. */
export function cell(row: SummaryRow | undefined, quantity: Quantity, ...more: Insert[]): Insert {
  if (!row) return '–';
  if (!known(row.value)) return row.note ? html`<small class="why">${row.note}</small>` : '–';
  const { value, low, high, sd } = row;
  return html`<b>${bare(quantity, value)}</b>${pieces([
    known(low) && known(high) && range(quantity, low, high),
    known(sd) && `±\u202f${bare(quantity, sd)}`,
    ...more,
  ])}`;
}

const pieces = (parts: readonly Insert[]): Insert => {
  const shown = parts.filter((part) => part);
  return shown.length > 0 && html` <small>${shown.map((part) => html`<span>${part}</span> `)}</small>`;
};
