import { Random } from '@mimmx/core';
import { type Trial, trialOf } from '@mimmx/experiment';

/** What a study trains: a predictor of the attributes, an image model, or a fine-tuning of one. */
export type PieceKind = 'predictor' | 'image-model' | 'fine-tuning';

/** One training of a study, decided to the last option. */
export interface Piece {
  readonly kind: PieceKind;
  /** What tables call it. */
  readonly name: string;
  /** The tables of images that it learns from and is judged on: any name, and whatever decides their content. */
  readonly data: { readonly name: string; readonly options: Readonly<Record<string, unknown>> };
  /** Everything that decides what is learned, predictors by the names of their trials. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly updates: number;
  readonly seed: number;
  /** The trial whose weights it starts from. */
  readonly from?: string;
}

/**
 * A piece as a trial of a store, so that it is trained once, found again by what it is, resumed to the bit and shared
 * by processes. What only trainings of classifiers have is empty.
 */
export function pieceTrial(piece: Piece): Trial {
  const { kind, name, data, options, updates, seed, from } = piece;
  const none = {} as never;
  return trialOf(
    {
      dataset: { name: data.name, options: data.options },
      data: none,
      encoder: { name: 'none', options: {} },
      network: none,
      method: { name: kind, options },
      training: { updates } as never,
      evaluation: none,
      seed,
      ...(from !== undefined && { from }),
    },
    { method: name, seed },
  );
}

/** The stream of one purpose of a study, the same in every process. */
export function streamOf(seed: number, purpose: string): Random {
  // FNV-1a
  let hash = 0x811c9dc5;
  for (const letter of `${seed}/${purpose}`)
    hash = Math.imul(hash ^ letter.codePointAt(0)!, 0x01000193) >>> 0;
  return new Random(hash);
}
