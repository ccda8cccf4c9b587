import type { MeasureRow } from '@mimmx/evaluation';
import type { TrialLine } from '@mimmx/experiment';

/** A picture of the report, as the base64 of a PNG. */
export interface Sheet {
  readonly title: string;
  readonly caption: string;
  readonly png: string;
}

/** One state of a generator: as it was trained (`none`), or after a fine-tuning. */
export interface TuningReport {
  readonly name: string;
  readonly rows: readonly MeasureRow[];
  /** What its updates said. */
  readonly lines: readonly TrialLine[];
  /** ε in nats per pixel, where there was a bound to keep. */
  readonly limit?: number;
  readonly notes: readonly string[];
}

/** Everything that the report of a generator shows. */
export interface GeneratorReportInput {
  readonly name: string;
  readonly question: string;
  /** Attributes, parents before children; the image is below them all. */
  readonly nodes: readonly {
    readonly name: string;
    readonly parents: readonly string[];
    readonly note: string;
  }[];
  readonly facts: readonly string[];
  /** The image model's own training. */
  readonly model: {
    readonly name: string;
    readonly lines: readonly TrialLine[];
    readonly rows: readonly MeasureRow[];
    readonly notes: readonly string[];
  };
  readonly tunings: readonly TuningReport[];
  readonly sheets: readonly Sheet[];
  /** Images that it was judged on, and resamples behind an interval. */
  readonly tested: number;
}
