import type {
  Environment,
  FeatureBlock,
  MapsRecord,
  MetricLine,
  Prediction,
  Summary,
} from '@mimmx/experiment';
import type { EmbedOptions } from '../embedding/index.ts';

/** A finished run, as its folder holds it. */
export interface ReportInput {
  /** `summary.json` */
  readonly summary: Summary;
  /** `metrics.jsonl` */
  readonly metrics: readonly MetricLine[];
  /** `features.npy` with its ids: f_y of the balanced test set. */
  readonly features: readonly FeatureBlock[];
  /** `config.json`, resolved */
  readonly config: unknown;
  /** `environment.json` */
  readonly environment: Environment;
  /** How the run grew, and what was accepted that was not as at its beginning, in words. */
  readonly changes?: readonly string[];
  /** `maps.json`, where it was made. It holds pictures of the data set, which the report then shows. */
  readonly maps?: MapsRecord | null;
  /** `predictions.csv`; with several seeds it gives the spread of each group's accuracy. */
  readonly predictions?: readonly Prediction[];
}

export interface ReportOptions {
  /** How the features are brought into the plane. Default: t-SNE of 700 images per method. */
  readonly embedding?: EmbedOptions;
}
