import type { SavedTensor } from '../../../tensor/index.ts';

type Tensors = Readonly<Record<string, SavedTensor>>;

/** Keras's words for the parts of a layer, and torch's. */
const PARTS: Readonly<Record<string, string>> = {
  kernel: 'weight',
  gamma: 'weight',
  beta: 'bias',
  moving_mean: 'running_mean',
  moving_variance: 'running_var',
};

/** A name of Keras's DenseNet-121 as torchvision has it; null if it is none. */
export function fromKeras(name: string): string | null {
  const [, layer, own] = /^(.+)\/(kernel|gamma|beta|moving_mean|moving_variance)(?::0)?$/.exec(name) ?? [];
  if (!layer || !own) return null;
  const part = PARTS[own]!;
  if (/^conv1[/_]conv$/.test(layer)) return `conv0.${part}`;
  if (/^conv1[/_]bn$/.test(layer)) return `norm0.${part}`;
  if (layer === 'bn') return `norm5.${part}`;
  const [, block, at, place, kind] = /^conv(\d)_block(\d+)_(\d)_(conv|bn)$/.exec(layer) ?? [];
  if (block) {
    const where = `denseblock${Number(block) - 1}.denselayer${at}`;
    return kind === 'conv' ? `${where}.conv${place}.${part}` : `${where}.norm${Number(place) + 1}.${part}`;
  }
  const [, pool, which] = /^pool(\d)_(conv|bn)$/.exec(layer) ?? [];
  return pool ? `transition${Number(pool) - 1}.${which === 'conv' ? 'conv' : 'norm'}.${part}` : null;
}

/** Names as torchvision has them today: `denselayer1.norm.1.weight` of its old files is `denselayer1.norm1.weight`. */
const modern = (name: string): string => name.replace(/(denselayer\d+\.(?:norm|conv))\.(\d)/, '$1$2');

/**
 * Finds the tensors of a network in a file: whatever stands before its names (`module.`, `model.`, `features.`) is left out.
 *
 * @param first a name that the network has, and no part of it has at its end but behind a longer beginning
 */
export function torchTensors(
  tensors: Tensors,
  first: string,
): Map<string, readonly [given: string, SavedTensor]> {
  const named = Object.entries(tensors).map(
    ([given, tensor]) => [fromKeras(given) ?? modern(given), given, tensor] as const,
  );
  const before = named
    .filter(([name]) => name === first || name.endsWith(`.${first}`))
    .map(([name]) => name.slice(0, name.length - first.length))
    .sort((a, b) => a.length - b.length)[0];
  return new Map(
    named
      .filter(([name]) => name.startsWith(before ?? ''))
      .map(([name, given, tensor]) => [name.slice((before ?? '').length), [given, tensor]]),
  );
}
