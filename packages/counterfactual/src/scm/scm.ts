import { MimmxError, type Random } from '@mimmx/core';
import { type Attribute, type Attributes, requireValues, rowsOf, takeRows } from './attributes.ts';
import { declareNodes, type Node, type ScmInput } from './declare.ts';
import type { Graph } from './graph.ts';
import { type Intervention, resolveIntervention, type Seen, warnOfUnseen } from './intervention.ts';
import type { AnyMechanism } from './mechanism.ts';

/** Abducted noise, by node, and the values that it belongs to: missing ones are filled in. */
export interface Abducted {
  readonly values: Attributes;
  /** [rows × width of the node's noise] */
  readonly noise: Attributes;
}

/** What fitting came to. */
export interface FitReport {
  /** Rows with the node and all its parents known. */
  readonly rows: Readonly<Record<string, number>>;
  /** Mean ln p(value | parents) over these rows, in nats; absent where the mechanism does not say. */
  readonly logProbability: Readonly<Record<string, number>>;
}

/** A structural causal model of attributes: a graph, and a mechanism at every node. */
export interface Scm {
  readonly graph: Graph;
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly nodes: Readonly<Record<string, Node>>;
  /** Maximum likelihood on a table, node by node; a row counts where the node and its parents are known. */
  fit(rows: Attributes): FitReport;
  /** ln p(node | parents) of complete rows, by node, [rows]. */
  logProbability(rows: Attributes): Attributes;
  /** Step one. A missing value is drawn from its mechanism, given the parents. */
  abduct(rows: Attributes, random: Random): Abducted;
  /**
   * Steps two and three: sets the attributes of `intervention` and predicts the rest. A node keeps its value unless it
   * or an ancestor is intervened on, and in each row as long as no parent changes its value there.
   */
  predict(
    abducted: Abducted,
    intervention: Intervention,
  ): { values: Attributes; warnings: readonly string[] };
  /** All three steps. @param random for posteriors that are not a single point, and for missing values */
  counterfactual(
    rows: Attributes,
    intervention: Intervention,
    random: Random,
  ): { values: Attributes; factual: Attributes; warnings: readonly string[] };
  /** Rows drawn from the model. */
  sample(rows: number, random: Random): Attributes;
  /** What was learned, by `node.part`. */
  readonly state: Readonly<Record<string, Float64Array>>;
  restore(state: Readonly<Record<string, Float64Array>>): void;
}

export interface ScmSettings {
  readonly random: Random;
  /** Mechanisms besides those that come with the package; they win where names are equal. */
  readonly mechanisms?: readonly AnyMechanism[];
}

/**
 * A structural causal model from its declaration.
 *
 * @throws E_OPTION, E_GRAPH_PARENT, E_GRAPH_CYCLE, E_UNKNOWN_NAME, E_MECHANISM_PLACE
 * @example
 * const scm = createScm(
 *   {
 *     age: { kind: 'continuous', unit: 'years' },
 *     sex: { kind: 'categorical', labels: ['F', 'M'] },
 *     finding: { kind: 'categorical', labels: ['no', 'yes'], parents: ['age'] },
 *   },
 *   { random: new Random(1) },
 * );
 * scm.fit(rows);
 * const { values } = scm.counterfactual(rows, { age: 80 }, new Random(2));
 */
export function createScm(input: ScmInput, { random, mechanisms = [] }: ScmSettings): Scm {
  const { graph, nodes } = declareNodes(input, random, mechanisms);
  const attributes = Object.fromEntries(graph.order.map((name) => [name, nodes[name]!.attribute]));
  let seen: Record<string, Seen> = {};

  const parentsOf = (name: string, values: Attributes): Attributes =>
    Object.fromEntries(nodes[name]!.parents.map((parent) => [parent, values[parent]!]));

  const requireColumns = (rows: Attributes): number => {
    for (const name of graph.order) {
      const column = rows[name];
      if (!column) {
        throw new MimmxError(
          'E_UNKNOWN_COLUMN',
          `The rows lack "${name}", a node of the graph. Add the column.`,
        );
      }
      requireValues(attributes[name]!, column);
    }
    return rowsOf(Object.fromEntries(graph.order.map((name) => [name, rows[name]!])));
  };

  const scm: Scm = {
    graph,
    attributes,
    nodes,
    fit(rows) {
      const total = requireColumns(rows);
      const used: Record<string, number> = {};
      const logProbability: Record<string, number> = {};
      seen = {};
      for (const name of graph.order) {
        const needed = [name, ...nodes[name]!.parents];
        const complete = Array.from({ length: total }, (_, row) => row).filter((row) =>
          needed.every((one) => !Number.isNaN(rows[one]![row]!)),
        );
        if (complete.length === 0) {
          throw new MimmxError(
            'E_EMPTY',
            `No row has a value of ${needed.join(', ')} together. Add such rows.`,
          );
        }
        const columns = takeRows(Object.fromEntries(needed.map((one) => [one, rows[one]!])), complete);
        const { mechanism, mechanismName } = nodes[name]!;
        mechanism.fit(columns[name]!, parentsOf(name, columns));
        seen[name] = rangeOf(attributes[name]!, columns[name]!);
        used[name] = complete.length;
        if (mechanismName === 'known') continue;
        const logs = mechanism.logProbability(columns[name]!, parentsOf(name, columns));
        logProbability[name] = logs.reduce((a, b) => a + b, 0) / logs.length;
      }
      return { rows: used, logProbability };
    },

    logProbability(rows) {
      requireColumns(rows);
      return Object.fromEntries(
        graph.order.map((name) => [
          name,
          nodes[name]!.mechanism.logProbability(rows[name]!, parentsOf(name, rows)),
        ]),
      );
    },

    abduct(rows, draws) {
      const total = requireColumns(rows);
      const values: Record<string, Float64Array> = {};
      const noise: Record<string, Float64Array> = {};
      for (const name of graph.order) {
        const { mechanism } = nodes[name]!;
        const column = rows[name]!.slice();
        const parents = parentsOf(name, values);
        const missing = column.findIndex(Number.isNaN) >= 0;
        if (missing) {
          const drawn = mechanism.predict(mechanism.sampleNoise(total, draws), parents);
          for (let row = 0; row < total; row++) if (Number.isNaN(column[row]!)) column[row] = drawn[row]!;
        }
        values[name] = column;
        noise[name] = mechanism.abduct(column, parents, draws);
      }
      return { values, noise };
    },

    predict({ values: factual, noise }, intervention) {
      const total = rowsOf(factual);
      const set = resolveIntervention(intervention, attributes, total);
      const values: Record<string, Float64Array> = {};
      for (const name of graph.order) {
        const { parents, mechanism } = nodes[name]!;
        const old = factual[name]!;
        const changed = (row: number) =>
          parents.some((parent) => values[parent]![row] !== factual[parent]![row]);
        if (set[name]) values[name] = set[name].slice();
        else if (!old.some((_, row) => changed(row))) values[name] = old.slice();
        else {
          const predicted = mechanism.predict(noise[name]!, parentsOf(name, values));
          values[name] = old.map((value, row) => (changed(row) ? predicted[row]! : value));
        }
      }
      return { values, warnings: warnOfUnseen(set, attributes, seen) };
    },

    counterfactual(rows, intervention, draws) {
      const abducted = scm.abduct(rows, draws);
      return { ...scm.predict(abducted, intervention), factual: abducted.values };
    },

    sample(rows, draws) {
      const values: Record<string, Float64Array> = {};
      for (const name of graph.order) {
        const { mechanism } = nodes[name]!;
        values[name] = mechanism.predict(mechanism.sampleNoise(rows, draws), parentsOf(name, values));
      }
      return values;
    },

    get state() {
      const entries = graph.order.flatMap((name) => [
        ...Object.entries(nodes[name]!.mechanism.state).map(
          ([part, value]) => [`${name}.${part}`, value] as const,
        ),
        ...(seen[name] ? [[`${name}.seen`, encodeSeen(seen[name])] as const] : []),
      ]);
      return Object.fromEntries(entries);
    },

    restore(state) {
      for (const name of graph.order) {
        const parts = Object.entries(state).flatMap(([key, value]) =>
          key.startsWith(`${name}.`) ? [[key.slice(name.length + 1), value] as const] : [],
        );
        const { seen: range, ...learned } = Object.fromEntries(parts);
        nodes[name]!.mechanism.restore(learned);
        if (range) seen[name] = decodeSeen(range);
      }
    },
  };
  return scm;
}

function rangeOf(attribute: Attribute, values: Float64Array): Seen {
  const low = values.reduce((a, b) => Math.min(a, b));
  const high = values.reduce((a, b) => Math.max(a, b));
  if (attribute.kind === 'continuous') return { low, high };
  const counts = new Float64Array(attribute.labels.length);
  for (const value of values) counts[value]! += 1;
  return { low, high, counts };
}

const encodeSeen = ({ low, high, counts }: Seen): Float64Array =>
  Float64Array.of(low, high, ...(counts ?? []));

const decodeSeen = (saved: Float64Array): Seen => ({
  low: saved[0]!,
  high: saved[1]!,
  ...(saved.length > 2 && { counts: saved.slice(2) }),
});
