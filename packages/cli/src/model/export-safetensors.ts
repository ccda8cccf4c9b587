import {
  decodeSafetensors,
  encodeSafetensors,
  MimmxError,
  type SavedTensor,
  takeSnapshot,
} from '@mimmx/core';
import type { Model } from '@mimmx/experiment';
import { witnessed } from './compare.ts';
import type { Exported } from './exported.ts';

/** What of a method is its network; the rest (optimisers, estimators) is of no use without the training. */
const NETWORK = /^(encoder|heads|averages)\./;

/**
 * The weights of a model's network, standardiser among them, by name. They are read back from the file and compared bit
 * by bit before anybody gets it.
 *
 * @param name of the file, without its ending
 * @throws E_EXPORT if a weight came back otherwise
 */
export async function exportSafetensors(model: Model, name: string): Promise<Exported> {
  const { description } = await witnessed(model);
  const network = Object.entries(model.variables).filter(([variable]) => NETWORK.test(variable));
  const tensors = await takeSnapshot(Object.fromEntries(network));
  const { task, made, preparation } = description;
  const file = encodeSafetensors(tensors, {
    format: 'mimmx',
    method: model.method,
    seed: String(model.seed),
    shape: JSON.stringify(model.shape),
    task: JSON.stringify(task),
    made: JSON.stringify(made),
    preparation: JSON.stringify(preparation),
  });
  const back = decodeSafetensors(file).tensors;
  const lost = Object.keys(tensors).find((one) => !sameTensor(tensors[one]!, back[one]));
  if (lost !== undefined) {
    throw new MimmxError(
      'E_EXPORT',
      `"${lost}" of "${model.method}" came back otherwise from the file. Nothing was written; report this.`,
    );
  }
  return {
    files: { [`${name}.safetensors`]: file },
    description,
    checked: `${network.length} tensors came back bit by bit`,
    snippet: {
      language: 'Python',
      text: [
        'from safetensors.numpy import load_file',
        `weights = load_file(${JSON.stringify(`${name}.safetensors`)})`,
        'print({name: array.shape for name, array in weights.items()})',
      ].join('\n'),
    },
  };
}

const sameTensor = (a: SavedTensor, b: SavedTensor | undefined): boolean =>
  b !== undefined &&
  a.dtype === b.dtype &&
  a.shape.join() === b.shape.join() &&
  a.values.every((value, i) => Object.is(value, b.values[i]));
