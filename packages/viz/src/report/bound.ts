import { html, type Insert } from '../html.ts';
import { figures } from '../numbers.ts';
import type { Contender, Context } from './context.ts';
import { record } from './unknown.ts';

/** A bound in nats that a method was to hold, and what it came to in each seed. */
interface Bound {
  readonly what: string;
  readonly nats: number;
  /** Value at the update whose weights were judged, by seed. */
  readonly values: readonly number[];
}

/** Whether the bounds in nats that methods were to hold were met, by what was logged last before the judged update. */
export const bounds = (context: Context): Insert[] =>
  context.methods.flatMap((method) =>
    boundsOf(context, method).map((bound) => html`<b>Bound of ${method.name}.</b> ${sentence(bound)}`),
  );

function boundsOf(context: Context, method: Contender): Bound[] {
  const { weight, rate } = method.result.settings ?? {};
  const asked = [
    { metric: 'bound.value', nats: record(weight).nats, what: 'the MI term' },
    { metric: 'rate.value', nats: record(rate).nats, what: 'what passes the channel beyond y' },
  ];
  return asked.flatMap(({ metric, nats, what }) => {
    const values = lastOf(context, method, metric);
    return typeof nats === 'number' && values.length > 0 ? [{ what, nats, values }] : [];
  });
}

/** The last logged value up to the judged update, seed by seed. */
function lastOf({ input, summary }: Context, { name, result }: Contender, metric: string): number[] {
  return summary.seeds.flatMap((seed, i) => {
    const until = result.selected[i]?.step ?? Number.POSITIVE_INFINITY;
    const line = input.metrics.findLast(
      (one) =>
        one.method === name && one.seed === seed && one.step <= until && Number.isFinite(one.values[metric]),
    );
    return line?.values[metric] ?? [];
  });
}

function sentence({ what, nats, values }: Bound): Insert {
  const met = values.filter((value) => value <= nats).length;
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const ended = figures(low) === figures(high) ? figures(low) : `${figures(low)} to ${figures(high)}`;
  const verdict =
    met === values.length
      ? 'It was met'
      : met === 0
        ? 'It was not met'
        : `It was met in ${met} of ${values.length} seeds`;
  return html`${verdict}: ${what} was to stay below ${figures(nats)} nats and ended at ${ended} on training batches. That is no promise for other images; the fresh probes are.`;
}
