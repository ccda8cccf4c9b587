export { orderedByIds } from '../canonical-order.ts';
export { findColumn } from '../find-column.ts';
export { classKey, patientKey, shownTexts, tidy, wholeNumber } from '../spelling.ts';
export {
  asideOf,
  atomicWrite,
  type FileContent,
  type Modes,
  PRIVATE,
  SHARED,
  type StreamedContent,
  syncFolder,
  writeDurably,
} from './atomic-write.ts';
export type { CacheOptions } from './cache/image-cache.ts';
export { type CheckDataOptions, checkData, type DataCheck } from './check/check-data.ts';
export { describeCheck } from './check/describe-check.ts';
export { drawText, textWidth } from './check/pixel-font.ts';
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
export { fileFields, OLD_FILE_OPTIONS } from './file-options.ts';
export { sealOfFiles } from './files-seal.ts';
export { createImageStream, type ImageStream, type ImageStreamOptions } from './image-stream.ts';
export { type Inspection, inspectionOf, withInspection } from './inspection.ts';
export { isMachineTrouble, stopIfMachine } from './machine-trouble.ts';
export { requirePlainTarget, writeOutput } from './output-file.ts';
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
  type ColumnsBuilder,
  type ColumnsOfOptions,
  type ColumnsRead,
  columnsOf,
} from './table/chosen-columns.ts';
export { type ClassOptions, classColumn } from './table/class-column.ts';
export type { ColumnBuilder } from './table/column-builder.ts';
export {
  categoricalColumn,
  codedColumn,
  numberColumn,
  numberOf,
} from './table/columns.ts';
export { DELIMITERS, type Delimiter, findDelimiter } from './table/dialect.ts';
export { type InferredOptions, inferredColumn } from './table/inferred-column.ts';
export { type JoinedTables, type JoinsOption, joinsSchema, openJoins } from './table/joined-tables.ts';
export { isMissingValue, meansMissing } from './table/missing.ts';
export { type NumberOptions, numbersOf } from './table/number-column.ts';
export { type Decimal, readNumber } from './table/number-text.ts';
export {
  type ColumnSpec,
  type ColumnsOption,
  columnsSchema,
  missingTest,
  type Repeats,
  type TableOptions,
  tableFields,
} from './table/options.ts';
export { type PathOf, pathPattern } from './table/path-pattern.ts';
export { type OnRecord, type RecordOptions, readRecords } from './table/records.ts';
export { mergeRepeats } from './table/repeats.ts';
export { type HeaderIndex, indexHeader } from './table/required-columns.ts';
export {
  createRows,
  type ManifestTable,
  plainPath,
  type RowIdentity,
  type RowsBuilder,
} from './table/rows.ts';
export { selectRows } from './table/select-rows.ts';
export { usableRows, type Verification } from './usable-rows.ts';
