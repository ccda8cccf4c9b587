import { collect, emitMany, type Node, type Value } from '../graph/index.ts';
import { type Pass, rewrite } from './rewrite.ts';

/** A max pooling whose places a gradient needs gives its values, too: the plain one on the same input goes. */
export const sharePooling: Pass = (outputs) => {
  const key = (node: Node): string => `${node.inputs[0]?.id} ${JSON.stringify(node.attributes)}`;
  const pools = collect(outputs).nodes.filter((node) => node.op === 'MaxPool');
  const complete = new Set(pools.filter((node) => node.outputs.length === 2).map(key));
  const made = new Map<string, readonly Value[]>();
  return rewrite(outputs, (node, inputs) => {
    const name = key(node);
    if (node.op !== 'MaxPool' || !complete.has(name)) return null;
    const { shape, type } = node.outputs[0] as Value;
    const both =
      made.get(name) ??
      emitMany(
        'MaxPool',
        inputs,
        [
          { shape, type },
          { shape, type: 'int64' },
        ],
        node.attributes,
      );
    made.set(name, both);
    return both.slice(0, node.outputs.length);
  });
};
