import { existsSync, realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findPackage } from '@mimmx/experiment/node';

/** A package that somebody brings a second time. */
export interface OtherCopy {
  readonly name: string;
  readonly ours: string;
  readonly theirs: string;
}

/** Path of a package's entry as it is imported in a folder, through whatever links; undefined if it is not there. */
function placeOf(name: string, from: string): string | undefined {
  const url = findPackage(name, from);
  if (!url?.startsWith('file:')) return undefined;
  const path = fileURLToPath(url);
  return existsSync(path) ? realpathSync(path) : path;
}

/** Of core, and of the TensorFlow.js that is imported beside it or by it. */
function placesFrom(from: string): Readonly<Record<string, string | undefined>> {
  const core = placeOf('@mimmx/core', from);
  const tensors = '@tensorflow/tfjs-core';
  return {
    '@mimmx/core': core,
    [tensors]: placeOf(tensors, from) ?? (core === undefined ? undefined : placeOf(tensors, dirname(core))),
  };
}

/**
 * Packages of which what lies in a folder would import another copy than the command. Two copies of TensorFlow.js do not
 * know each other's kernels and gradients; two of core may have other contracts.
 */
export function otherCopies(from: string): readonly OtherCopy[] {
  const [ours, theirs] = [placesFrom(import.meta.dirname), placesFrom(from)];
  return Object.keys(ours).flatMap((name) => {
    const [own, other] = [ours[name], theirs[name]];
    return own === undefined || other === undefined || own === other
      ? []
      : [{ name, ours: own, theirs: other }];
  });
}

/** What is said of a plugin that brings copies of its own; null if it brings none. */
export function copiesWarning(plugin: string, from: string): string | null {
  const copies = otherCopies(from);
  if (copies.length === 0) return null;
  const names = copies.map(({ name }) => name).join(' and ');
  return `Plugin "${plugin}" brings ${names} a second time (${copies[0]!.theirs}), which may not work. Have @mimmx/core among its peerDependencies alone, and install it as others will: the tarball of "npm pack".`;
}
