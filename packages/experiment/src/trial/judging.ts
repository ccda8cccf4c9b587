import { MimmxError, type Registry, strataOf, suggest, type Task } from '@mimmx/core';
import {
  defaultMeasures,
  evaluationPlugin,
  gap,
  type Measure,
  type MeasureFamily,
  minMax,
  perGroup,
  type Selection,
  worstGroup,
} from '@mimmx/evaluation';

/** What there is of a kind: what comes with the package, and what plugins bring. */
function known<Of extends { readonly name: string }>(registry: Registry, kind: string): readonly Of[] {
  const all = [...evaluationPlugin.provides, ...registry.list().map(({ definition }) => definition)];
  return [...new Set(all)].filter((one) => one.kind === kind) as unknown as readonly Of[];
}

/** The rule of that name: one that comes with the package, or a plugin's. @throws E_UNKNOWN_NAME */
export function ruleOf(registry: Registry, name: string): Selection {
  const rules = known<Selection>(registry, 'selection');
  const found = rules.find((rule) => rule.name === name);
  if (found) return found;
  const names = rules.map((rule) => rule.name);
  throw new MimmxError('E_UNKNOWN_NAME', `Unknown selection rule "${name}". ${suggest(name, names)}`);
}

const WRAPPERS: Readonly<Record<string, (measure: Measure) => Measure | MeasureFamily>> = {
  'worst-group': worstGroup,
  gap,
  'min-max': minMax,
  'per-group': perGroup,
};

/**
 * The measures of an evaluation: those that every record holds, and those that are asked for by name, with a wrapper's
 * word before it or without: `mcc`, `worst-group mcc`, `gap mcc`, `min-max mcc`, `per-group mcc`.
 *
 * @throws E_UNKNOWN_NAME
 */
export function measuresOf(
  registry: Registry,
  names: readonly string[],
  { y }: Pick<Task, 'y'>,
): readonly (Measure | MeasureFamily)[] {
  const all = known<Measure>(registry, 'measure');
  const defaults = defaultMeasures(y.kind === 'continuous' ? 'number' : 'classes', strataOf(y).labels);
  const asked = names.map((text) => {
    const [first = '', second] = text.split(' ');
    const [wrapper, name] = second === undefined ? [undefined, first] : [WRAPPERS[first], second];
    const measure = all.find((one) => one.name === name);
    if (measure && (second === undefined || wrapper)) return wrapper ? wrapper(measure) : measure;
    const hint = measure
      ? suggest(first, Object.keys(WRAPPERS))
      : suggest(
          name,
          all.map((one) => one.name),
        );
    throw new MimmxError('E_UNKNOWN_NAME', `Unknown measure "${text}" in evaluation.measures. ${hint}`);
  });
  return [...defaults, ...asked.filter((one) => !defaults.some((own) => isSame(own, one)))];
}

/** Whether two give the same rows. */
const isSame = (a: Measure | MeasureFamily, b: Measure | MeasureFamily): boolean =>
  a.kind === 'measure'
    ? b.kind === 'measure' && a.name === b.name
    : b.kind !== 'measure' && a.measure === b.measure;
