import type { EstimatorDefinition, Registry } from '@mimmx/core';

/** One part of mimm-x's term, and the options that put it there. */
export interface Part {
  readonly kind: 'none' | 'estimator' | 'weighter' | 'balancer';
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
}

/** Every part that the term can be made of, by what the registry has; first the term that is not there. */
export function partsOfTheTerm(registry: Registry): Part[] {
  const named = (kind: string) =>
    registry.list().flatMap(({ definition }) => (definition.kind === kind ? [definition] : []));
  const estimators = named('estimator') as unknown as EstimatorDefinition[];
  return [
    { kind: 'none', name: 'lambda-0', options: { lambda: 0 } },
    ...estimators
      .filter(({ differentiable }) => differentiable)
      .map(
        ({ name, accepts }): Part => ({
          kind: 'estimator',
          name,
          options: {
            estimator: name,
            ...(accepts.y.includes('continuous') ? {} : { against: 'labels' }),
          },
        }),
      ),
    ...named('weighter').map(({ name }): Part => ({ kind: 'weighter', name, options: { weighter: name } })),
    ...named('balancer').map(({ name }): Part => ({ kind: 'balancer', name, options: { balancer: name } })),
  ];
}
