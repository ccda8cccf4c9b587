export {
  asideOf,
  atomicWrite,
  type FileContent,
  type StreamedContent,
  syncFolder,
  writeDurably,
} from './atomic-write.ts';
export type { CacheOptions } from './cache/image-cache.ts';
export { type CheckDataOptions, checkData, type DataCheck } from './check/check-data.ts';
export { describeCheck } from './check/describe-check.ts';
export { encodePng } from './check/png.ts';
export { type ConfinedFile, type Confinement, confine, printable } from './confine.ts';
export { csvFile, csvLine, parseCsv, textOfCell } from './csv.ts';
export {
  type Decode,
  type Decoded,
  type DecoderChoice,
  moduleBeside,
  type Pixels,
  type Reserve,
} from './decoder.ts';
export { createImageStream, type ImageStream, type ImageStreamOptions } from './image-stream.ts';
export { type Inspection, inspectionOf, withInspection } from './inspection.ts';
export { isMachineTrouble, stopIfMachine } from './machine-trouble.ts';
export { createWorkerPool, type PoolOptions, type WorkerPool } from './pool/worker-pool.ts';
export {
  createQuarantine,
  type Problem,
  type ProblemPolicy,
  type Quarantine,
  type QuarantineOptions,
} from './quarantine.ts';
export type { ReadOptions, StreamedImage } from './read-ahead.ts';
export { isMissing, storageError } from './storage-error.ts';
export type { StreamReport } from './stream-report.ts';
export {
  type ColumnBuilder,
  categoricalColumn,
  inferredColumn,
  isMissingValue,
  numberColumn,
  numberOf,
} from './table/columns.ts';
export { type OnRecord, type RecordOptions, readRecords } from './table/records.ts';
export { type HeaderIndex, indexHeader } from './table/required-columns.ts';
export { createRows, type ManifestTable, type RowIdentity, type RowsBuilder } from './table/rows.ts';
export { selectRows } from './table/select-rows.ts';
export { usableRows, type Verification } from './usable-rows.ts';
