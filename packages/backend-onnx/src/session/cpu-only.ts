import type { Node, Value } from '../graph/index.ts';

/**
 * Names of the nodes that only the CPU's provider has in full, max pooling that tells places: WebGPU's provider claims
 * operators by name, and then fails on the output that it lacks.
 */
export const cpuOnlyNodes = (nodes: readonly Node[], name: (value: Value) => string): string[] =>
  nodes
    .filter(({ op, outputs }) => op === 'MaxPool' && outputs.length > 1)
    // The file names a node after its first output.
    .map(({ outputs }) => name(outputs[0] as Value));
