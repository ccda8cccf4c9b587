import { MimmxError, type Random, suggest, validate } from '@mimmx/core';
import { z } from 'zod';
import type { Attribute } from './attributes.ts';
import { createGraph, type Graph } from './graph.ts';
import type { AnyMechanism, Mechanism } from './mechanism.ts';
import { affine, categorical, known, monotone, quantile, softmax, spline } from './mechanisms/index.ts';

const choice = z.union([
  z.string(),
  z.strictObject({ name: z.string(), options: z.record(z.string(), z.unknown()).optional() }),
]);

const common = { parents: z.array(z.string()).default([]), mechanism: choice.optional() };

/** The nodes of a model, by name, as a configuration declares them. */
export const scmSchema = z.record(
  z.string(),
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('categorical'), labels: z.array(z.string()).min(2), ...common }),
    z.strictObject({ kind: z.literal('continuous'), unit: z.string().optional(), ...common }),
  ]),
);

interface CommonNode {
  /** Nodes that it depends on; none makes it a root. */
  readonly parents?: readonly string[];
  /** Name of its mechanism, or name and options. By kind and place if absent. */
  readonly mechanism?:
    | string
    | { readonly name: string; readonly options?: Readonly<Record<string, unknown>> };
}

/** A node as a configuration declares it. */
export type NodeInput = CommonNode &
  (
    | { readonly kind: 'categorical'; readonly labels: readonly string[] }
    | { readonly kind: 'continuous'; readonly unit?: string }
  );

/** Nodes by name. */
export type ScmInput = Readonly<Record<string, NodeInput>>;

/** A node with everything that belongs to it. */
export interface Node {
  readonly attribute: Attribute;
  readonly parents: readonly string[];
  readonly mechanism: Mechanism;
  /** Name of the mechanism, for records. */
  readonly mechanismName: string;
}

const builtIn: readonly AnyMechanism[] = [categorical, quantile, affine, spline, softmax, monotone, known];

/** What stands where nothing is asked for. */
const DEFAULTS = {
  categorical: { root: 'categorical', child: 'softmax' },
  continuous: { root: 'quantile', child: 'affine' },
} as const;

/**
 * Checks the declaration and makes every mechanism.
 *
 * @throws E_OPTION, E_GRAPH_PARENT, E_GRAPH_CYCLE, E_UNKNOWN_NAME, E_MECHANISM_PLACE
 */
export function declareNodes(
  input: ScmInput,
  random: Random,
  more: readonly AnyMechanism[],
): { readonly graph: Graph; readonly nodes: Readonly<Record<string, Node>> } {
  const declared = validate(scmSchema, input, 'The graph');
  const graph = createGraph(
    Object.fromEntries(Object.entries(declared).map(([name, { parents }]) => [name, parents])),
  );
  const attributes: Record<string, Attribute> = {};
  for (const [name, node] of Object.entries(declared)) {
    attributes[name] =
      node.kind === 'categorical'
        ? { name, kind: node.kind, labels: node.labels }
        : { name, kind: node.kind, ...(node.unit !== undefined && { unit: node.unit }) };
  }
  const nodes: Record<string, Node> = {};
  for (const name of graph.order) {
    const { kind, parents, mechanism } = declared[name]!;
    const place = parents.length === 0 ? 'root' : 'child';
    const asked = mechanism ?? DEFAULTS[kind][place];
    const wanted = typeof asked === 'string' ? { name: asked, options: {} } : asked;
    const definition = find(wanted.name, [...more, ...builtIn]);
    if (!definition.makes.includes(kind) || !definition.stands.includes(place)) {
      throw new MimmxError(
        'E_MECHANISM_PLACE',
        `Node "${name}" is ${kind} and a ${place}; mechanism "${wanted.name}" makes ${definition.makes.join(' or ')} as ${definition.stands.join(' or ')}. Use "${DEFAULTS[kind][place]}".`,
      );
    }
    const context = {
      attribute: attributes[name]!,
      parents: parents.map((parent) => attributes[parent]!),
      random: random.fork(),
    };
    const options = validate(
      definition.options,
      wanted.options ?? {},
      `mechanism "${wanted.name}" of "${name}"`,
    );
    nodes[name] = {
      attribute: attributes[name]!,
      parents,
      mechanism: definition.create(context, options),
      mechanismName: wanted.name,
    };
  }
  return { graph, nodes };
}

function find(name: string, definitions: readonly AnyMechanism[]): AnyMechanism {
  const found = definitions.find((definition) => definition.name === name);
  if (found) return found;
  const known = definitions.map((definition) => definition.name);
  throw new MimmxError('E_UNKNOWN_NAME', `Unknown mechanism "${name}". ${suggest(name, known)}`);
}
