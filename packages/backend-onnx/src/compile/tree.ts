import { MimmxError, type TensorTree } from '@mimmx/core';
import * as tf from '@mimmx/core/tf';

/** The tensors of a tree, in a fixed order. */
export const leavesOf = (tree: TensorTree, list: tf.Tensor[] = []): tf.Tensor[] => {
  if (tree instanceof tf.Tensor) list.push(tree);
  else if (Array.isArray(tree)) for (const item of tree) leavesOf(item, list);
  else if (tree && typeof tree === 'object') {
    for (const key of Object.keys(tree))
      leavesOf((tree as Record<string, TensorTree>)[key] as TensorTree, list);
  } else {
    throw new MimmxError(
      'E_NOT_A_TENSOR',
      `A compiled function takes and returns tensors, not ${tree === null ? 'null' : typeof tree}; close over other values.`,
    );
  }
  return list;
};

/** What a user calls each tensor of a tree: `Result`, `Result[0]`, `Result.loss`. */
export const pathsOf = (tree: TensorTree, path: string): string[] => {
  if (tree instanceof tf.Tensor) return [path];
  if (Array.isArray(tree)) return tree.flatMap((item, i) => pathsOf(item, `${path}[${i}]`));
  return Object.entries(tree).flatMap(([key, item]) => pathsOf(item, `${path}.${key}`));
};

/** A variable that is passed in stays one: the function may assign it, and sees what it assigned. */
export const isVariable = (leaf: tf.Tensor): leaf is tf.Variable => leaf instanceof tf.Variable;

/** The tensors of a tree that differ from call to call. */
export const inputsOf = (tree: TensorTree): tf.Tensor[] => leavesOf(tree).filter((leaf) => !isVariable(leaf));

/** The same tree with other tensors in its places, taken in order. */
export const rebuild = (tree: TensorTree, next: () => tf.Tensor): TensorTree => {
  if (tree instanceof tf.Tensor) return next();
  if (Array.isArray(tree)) return tree.map((item) => rebuild(item, next));
  return Object.fromEntries(
    Object.entries(tree as Record<string, TensorTree>).map(([key, item]) => [key, rebuild(item, next)]),
  );
};

/** What distinguishes one specialisation of a function from another: structure, shapes and types, and which variables. */
export const signatureOf = (tree: TensorTree): string => {
  if (tree instanceof tf.Tensor)
    return isVariable(tree) ? `variable ${tree.id}` : `${tree.dtype}[${tree.shape}]`;
  if (Array.isArray(tree)) return `(${tree.map(signatureOf).join()})`;
  return `{${Object.entries(tree as Record<string, TensorTree>)
    .map(([key, item]) => `${key}:${signatureOf(item)}`)
    .join()}}`;
};
