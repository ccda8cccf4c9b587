import { html, type Insert } from '../html.ts';
import type { Contender, Context } from './context.ts';
import { FEATURES } from './figure.ts';
import { record } from './unknown.ts';

/** What a method's f_y is like: `1 wide, standardised`. Undefined if the record does not say. */
export const shapeOf = ({ result }: Contender): string | undefined => shapeText(result.settings);

/** The same of a method's settings alone. */
export function shapeText(settings: Contender['result']['settings'] | undefined): string | undefined {
  const { primaryWidth, standardise, bottleneck } = settings ?? {};
  if (typeof primaryWidth !== 'number') return undefined;
  const { kind } = record(bottleneck);
  return [
    `${primaryWidth} wide`,
    typeof standardise === 'boolean' && (standardise ? 'standardised' : 'not standardised'),
    typeof kind === 'string' && kind !== 'none' && `${kind} bottleneck`,
  ]
    .filter((part) => part)
    .join(', ');
}

/** Whether what is left in two methods' features may be compared: a wider f_y holds more, whatever the method. */
export const sameShape = (a: Contender, b: Contender): boolean => shapeOf(a) === shapeOf(b);

/** Methods by the shape of their f_y; shapes in the order in which they occur. */
const byShape = ({ methods }: Context): [string, string[]][] => {
  const shapes = new Map<string, string[]>();
  for (const method of methods) {
    const shape = shapeOf(method) ?? 'of unknown width';
    shapes.set(shape, [...(shapes.get(shape) ?? []), method.name]);
  }
  return [...shapes];
};

/** Says which methods' leakage may be compared. Nothing if all have the same features. */
export function unlike(context: Context): Insert {
  const shapes = byShape(context);
  if (shapes.length < 2) return null;
  const told = shapes.map(([shape, names]) => `${shape} in ${names.join(', ')}`).join('; ');
  return html`${FEATURES} is ${told}. The wider it is the more it can hold, whatever the method: what is left in it compares between methods of the same shape only.`;
}

/** The one shape of all methods, for a caption. */
export function common(context: Context): Insert {
  const [only, other] = byShape(context);
  return only && !other && html`${FEATURES} is ${only[0]} in every method.`;
}
