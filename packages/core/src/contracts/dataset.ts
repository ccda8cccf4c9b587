import type { StandardSchemaV1 } from '@standard-schema/spec';
import { CONTRACTS, type Completed, type Declares, type Definition, type Draft } from './definition.ts';
import type { CategoricalFactor } from './factor.ts';
import type { Table } from './table.ts';

/** Names and options of the data sets, open for declaration merging. */
// biome-ignore lint/suspicious/noEmptyInterface: open for declaration merging.
export interface DatasetOptions {}

export interface DatasetContext {
  /** Folder that relative paths in the options start from (the folder of the config file). */
  readonly root: string;
  /** Seed of procedural data. */
  readonly seed: number;
  /** How a file's name is to be written in lists and messages, where it may tell who is in it; as it is if absent. */
  readonly shown?: (file: string) => string;
  /**
   * Whether the data set is opened to be looked at (`mimmx data check`) and not to train on: too many problems are then
   * told with all the rest instead of stopping at them.
   */
  readonly checking?: boolean;
}

/** Values of settable factors for one image: code by factor name. */
export type Assignment = Readonly<Record<string, number>>;

/** A table of rows without images, and a way to get the image of a row. */
export interface Dataset {
  readonly table: Table;
  /** Shape of one image: [height, width, channels] or [depth, height, width, channels]. */
  readonly shape: readonly number[];
  /** Terms of use, to be shown in the report. */
  readonly licence: string;
  readonly citation?: string;
  /** Factors that can be set when an image is made (synthetic confounders). Empty for observed data. */
  readonly settable: readonly CategoricalFactor[];
  /** What the files of the images are, as a hash of names, sizes and samples: a run is tied to it. */
  readonly files?: string;
  /**
   * Pixel values of a row, row-major in `shape`, float32 (0 to 1 unless the data set normalises).
   *
   * @param assigned a code for every settable factor that should differ from its code 0
   */
  image(row: number, assigned?: Assignment): Promise<Float32Array>;
  /** Releases workers and files. */
  close?(): Promise<void>;
}

export interface DatasetDefinition<Name extends string = string, Options = unknown>
  extends Definition<'dataset', Name, DatasetContext, Options, Promise<Dataset>> {}

/** Declares a data-set plugin. */
export function defineDataset<const Name extends string, Schema extends StandardSchemaV1>(
  draft: Draft<DatasetDefinition<Name, Completed<Schema>>> & Declares<Schema>,
): DatasetDefinition<Name, Completed<Schema>> & Declares<Schema> {
  return { kind: 'dataset', contract: CONTRACTS.dataset, ...draft };
}
