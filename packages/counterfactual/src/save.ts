import {
  type Backend,
  MimmxError,
  Random,
  restoreSnapshot,
  type SavedTensor,
  takeSnapshot,
} from '@mimmx/core';
import { assembleGenerator, type Generator } from './generator.ts';
import type { AnyImageModel, ImageShape } from './image-model/image-model.ts';
import { createParentEncoding } from './image-model/parent-encoding.ts';
import type { ScmInput } from './scm/declare.ts';
import { createScm } from './scm/scm.ts';

/** All that a generator has learned, and what it was made for. Plain values; typed arrays hold the numbers. */
export interface SavedGenerator {
  /** Nodes with their kinds, classes and parents, in one line. */
  readonly graph: string;
  readonly scm: Readonly<Record<string, Float64Array>>;
  readonly encoding: Float64Array;
  readonly model: Readonly<Record<string, SavedTensor>>;
}

type Parts = Pick<Generator, 'scm' | 'encoding' | 'model'>;

/** A graph in one line, such as `age: number; finding: no|yes (age)`. Equal lines mean that weights fit. */
export function describeGraph({ scm }: Pick<Generator, 'scm'>): string {
  return scm.graph.order
    .map((name) => {
      const attribute = scm.attributes[name]!;
      const kind = attribute.kind === 'categorical' ? attribute.labels.join('|') : 'number';
      const parents = scm.graph.parents(name);
      return `${name}: ${kind}${parents.length > 0 ? ` (${parents.join(', ')})` : ''}`;
    })
    .join('; ');
}

/** Copies what a generator has learned. @throws E_NAN_WEIGHTS */
export async function saveGenerator(generator: Parts): Promise<SavedGenerator> {
  const { scm, encoding, model } = generator;
  return {
    graph: describeGraph(generator),
    scm: Object.fromEntries(Object.entries(scm.state).map(([name, values]) => [name, values.slice()])),
    encoding: encoding.state.slice(),
    model: await takeSnapshot(model.variables),
  };
}

/**
 * Puts it back into a generator that was made alike.
 *
 * @throws E_OTHER_GRAPH if it was made for other attributes, E_CHECKPOINT if the image model has another size
 */
export function restoreGenerator(generator: Parts, saved: SavedGenerator): void {
  const graph = describeGraph(generator);
  if (graph !== saved.graph) {
    throw new MimmxError(
      'E_OTHER_GRAPH',
      `The saved model was made for the graph "${saved.graph}", this one is "${graph}". Declare the same nodes, or train anew.`,
    );
  }
  restoreSnapshot(generator.model.variables, saved.model);
  generator.encoding.restore(saved.encoding);
  generator.scm.restore(saved.scm);
}

export interface OpenGeneratorSettings {
  readonly graph: ScmInput;
  readonly shape: ImageShape;
  readonly model?: { readonly name: string; readonly options?: unknown };
  readonly models?: readonly AnyImageModel[];
  readonly backend: Pick<Backend, 'compile'>;
  readonly saved: SavedGenerator;
}

/**
 * A saved generator without its training images: it gives counterfactuals, and cannot be trained.
 *
 * @throws E_OTHER_GRAPH, E_CHECKPOINT, and those of graphs and image models
 */
export function openGenerator({ graph, saved, ...settings }: OpenGeneratorSettings): Generator {
  const random = new Random(0);
  const scm = createScm(graph, { random: random.fork() });
  const encoding = createParentEncoding(scm.graph.order.map((name) => scm.attributes[name]!));
  const generator = assembleGenerator({ ...settings, scm, encoding, random });
  restoreGenerator(generator, saved);
  return generator;
}
