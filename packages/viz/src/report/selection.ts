import { html, type Insert } from '../html.ts';
import type { Context } from './context.ts';

const RULES: Readonly<Record<string, string>> = {
  last: 'those that training ended with',
  'validation-mean': 'those that did best on validation data on average',
  'validation-worst-group': 'those that did best in the worst group of the validation data',
  'validation-worst-class': 'those that did best in the worst class of the validation data',
  'validation-loss': 'those with the lowest loss on validation data',
  'least-leakage-within':
    'those whose features tell least of the confounders among the ones near the best on validation data',
};

/** Which weights the numbers speak of. */
export function selection({ summary, methods }: Context): Insert {
  const { selection: rule } = summary;
  const what = RULES[rule];
  const steps = methods.flatMap(({ name, result }) =>
    result.selected.length > 0 ? `${name} ${result.selected.map(({ step }) => step).join(', ')}` : [],
  );
  return html`The weights judged are picked by the rule <b>${rule}</b>${what && html`: ${what}`}${
    rule !== 'last' && steps.length > 0 && html` (updates, by seed: ${steps.join('; ')})`
  }. Nothing of a test is read for it.`;
}
