import type { Attributes, Node, Value } from '../graph/index.ts';
import { type Pass, rebuild, rewrite } from './rewrite.ts';

const LARGEST = 64;

/** Texts of objects that go from round to round unchanged. */
const texts = new WeakMap<object, string>();

const textOf = <T extends object>(item: T, write: (item: T) => string): string => {
  const known = texts.get(item);
  if (known !== undefined) return known;
  const text = write(item);
  texts.set(item, text);
  return text;
};

const attributesText = (attributes: Attributes): string => textOf(attributes, (list) => JSON.stringify(list));

const constantText = (value: Value): string =>
  textOf(value, ({ type, shape, data }) => `${type}[${shape}]${data}`);

/**
 * Whether an operator's inputs are its own. ONNX Runtime's batch norm in training lays the statistics that come out where the
 * running ones came in: two that were given one constant for them would write over each other's.
 */
const keepsInputs = ({ op, outputs }: Node): boolean => op === 'BatchNormalization' && outputs.length > 1;

/** Computes equal things once: nodes with the same operator, attributes and inputs, and equal small constants. */
export const mergeDuplicates: Pass = (outputs) => {
  const constants = new Map<string, Value>();
  const nodes = new Map<string, readonly Value[]>();
  const canonical = (value: Value): Value => {
    if (value.node || !value.data || value.size > LARGEST) return value;
    const key = constantText(value);
    const known = constants.get(key);
    if (!known) constants.set(key, value);
    return known ?? value;
  };
  return rewrite(outputs, (node, inputs) => {
    const list = keepsInputs(node) ? inputs : inputs.map((input) => input && canonical(input));
    // Sums and products do not depend on the order of their operands.
    const commutes = node.op === 'Add' || node.op === 'Mul';
    const ids = list.map((input) => input?.id ?? 0);
    if (commutes) ids.sort((a, b) => a - b);
    const key = `${node.domain}:${node.op}(${ids})${attributesText(node.attributes)}`;
    const known = nodes.get(key);
    if (known) return known;
    const result = rebuild(node, list) ?? node.outputs;
    nodes.set(key, result);
    return result;
  });
};
