import type { Attribute } from '../scm/attributes.ts';
import type { Graph } from '../scm/graph.ts';

/**
 * Where the targets of counterfactual images come from.
 *
 * - `hard`: the counterfactual attributes, for every node (De Sousa Ribeiro et al., ICML 2023).
 * - `soft`: for nodes that the intervention cannot change, the predictor's probabilities on the factual image (Xia et
 *   al., MICCAI 2024). Continuous nodes stay hard, as published.
 * - `soft-continuous`: soft for continuous ones, too (ours).
 * - `matched`: as `soft-continuous`, and the target of the intervened node is what the predictor says of *real* images
 *   of the new value, at the same rank within its class, since a hard one asks for more than real images show (ours).
 * - `smoothed`: hard with label smoothing, the trivial control (ours).
 */
export type TargetRule = 'hard' | 'soft' | 'soft-continuous' | 'matched' | 'smoothed';

/** Nodes that an intervention may change: those intervened on and their descendants. */
export function affected(graph: Graph, intervened: Iterable<string>): ReadonlySet<string> {
  const result = new Set<string>();
  for (const node of intervened) {
    result.add(node);
    for (const below of graph.descendants(node)) result.add(below);
  }
  return result;
}

/** Whether a node's target is the counterfactual value; the predictor's factual output otherwise. */
export function isHard(rule: TargetRule, attribute: Attribute, changed: ReadonlySet<string>): boolean {
  if (rule === 'hard' || rule === 'smoothed' || changed.has(attribute.name)) return true;
  return rule === 'soft' && attribute.kind === 'continuous';
}
