import { type Backend, type Factor, MimmxError, suggest, type Task } from '@mimmx/core';
import { affected } from '../fine-tuning/rule.ts';
import type { Generator } from '../generator.ts';

export interface TrainedGenerator {
  readonly generator: Pick<Generator, 'scm' | 'encoding' | 'counterfactual'>;
  /** The confounders that are changed. */
  readonly nodes: readonly string[];
}

export interface OpenForTask {
  readonly folder: string;
  readonly tuning?: string | undefined;
  readonly intervene?: readonly string[] | undefined;
  readonly task: Task;
  readonly shape: readonly number[];
  readonly backend: Pick<Backend, 'compile'>;
}

/**
 * A trained generator for the images of a task, opened at the first call and kept.
 *
 * @throws E_NOT_A_GENERATOR, E_CHECKPOINT, E_UNKNOWN_NAME; E_GENERATOR if it was made for other attributes or images, or
 *   an intervention would change y
 */
export function generatorFor(settings: OpenForTask): () => Promise<TrainedGenerator> {
  let opened: Promise<TrainedGenerator> | undefined;
  return () => {
    opened ??= open(settings);
    return opened;
  };
}

async function open({
  folder,
  tuning,
  intervene,
  task,
  shape,
  backend,
}: OpenForTask): Promise<TrainedGenerator> {
  // Files are there in Node alone; the package itself runs anywhere.
  const { openGeneratorRun } = await import('../node/index.ts');
  const { generator, record } = await openGeneratorRun(folder, { backend, tuning });
  if (record.shape.join() !== shape.join()) {
    throw new MimmxError(
      'E_GENERATOR',
      `The generator in ${folder} makes images of ${record.shape.join(' × ')}, and this run has ${shape.join(' × ')}. Train one for these images.`,
    );
  }
  return { generator, nodes: nodesOf(generator, task, intervene, folder) };
}

/** The nodes to intervene on, checked against the task. */
export function nodesOf(
  { scm }: Pick<Generator, 'scm'>,
  { y, z }: Task,
  intervene: readonly string[] | undefined,
  folder: string,
): readonly string[] {
  const { order } = scm.graph;
  const known = z.map(({ name }) => name).filter((name) => order.includes(name));
  for (const name of intervene ?? []) {
    if (known.includes(name)) continue;
    throw new MimmxError(
      'E_GENERATOR',
      `The generator in ${folder} and the task share no confounder "${name}". ${suggest(name, known)}`,
    );
  }
  for (const name of order) {
    const factor = [y, ...z].find((one) => one.name === name);
    const own = describe(scm.attributes[name]!);
    if (factor && describe(factor) === own) continue;
    throw new MimmxError(
      'E_GENERATOR',
      `"${name}" is ${own} to the generator in ${folder} and ${factor ? describe(factor) : 'nothing'} to the task. Train one with this run's data section.`,
    );
  }
  const nodes = intervene ?? known;
  const above = nodes.find((name) => affected(scm.graph, [name]).has(y.name));
  if (above !== undefined || nodes.length === 0) {
    throw new MimmxError(
      'E_GENERATOR',
      above === undefined
        ? `The generator in ${folder} knows none of the task's confounders. Train one with this run's data section.`
        : `In the generator's graph "${y.name}" depends on "${above}", so its label would have to change, too. Name others under intervene.`,
    );
  }
  return nodes;
}

const describe = (one: Factor | { readonly kind: string; readonly labels?: readonly string[] }): string =>
  'labels' in one && one.kind === 'categorical' ? one.labels!.join('|') : 'a number';
