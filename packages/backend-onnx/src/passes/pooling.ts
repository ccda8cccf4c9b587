import { collect, emit, emitMany, type Node, type Value } from '../graph/index.ts';
import { countUses, type Pass, rewrite } from './rewrite.ts';

/**
 * A max pooling whose places a gradient needs gives its values, too: the plain one on the same input goes. Places that
 * nobody reads are not asked for.
 */
export const sharePooling: Pass = (outputs) => {
  const key = (node: Node): string => `${node.inputs[0]?.id} ${JSON.stringify(node.attributes)}`;
  const pools = collect(outputs).nodes.filter((node) => node.op === 'MaxPool');
  const uses = countUses(outputs);
  const complete = new Set(pools.filter(({ outputs: [, places] }) => places && uses.has(places)).map(key));
  const made = new Map<string, readonly Value[]>();
  return rewrite(outputs, (node, inputs) => {
    const name = key(node);
    if (node.op !== 'MaxPool') return null;
    const { shape, type } = node.outputs[0] as Value;
    if (!complete.has(name))
      return node.outputs.length === 1 ? null : [emit('MaxPool', inputs, shape, type, node.attributes)];
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
