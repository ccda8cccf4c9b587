import type { Value } from '../graph/index.ts';

export { distinctOutputs } from './outputs.ts';

/** A rewriting of a graph that keeps its results: wanted values in, equal values out, in the same order. */
export type Pass = (outputs: readonly Value[]) => readonly Value[];

const passes: readonly Pass[] = [];

/** Runs every pass in order. */
export const optimize: Pass = (outputs) => passes.reduce((values, pass) => pass(values), outputs);
