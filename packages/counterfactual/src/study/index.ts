export {
  defineGenerator,
  type GeneratorConfig,
  type GeneratorInput,
  generatorSchema,
  resolveGenerator,
  studyOf,
} from './config.ts';
export { type JudgeSettings, judge } from './judge.ts';
export { type Piece, type PieceKind, pieceTrial, streamOf } from './piece.ts';
export {
  type StudyConfig,
  type StudyContext,
  type StudyOptions,
  type StudyTables,
  studySchema,
} from './settings.ts';
export { openStudy, type Study, type StudyTuning } from './study.ts';
export { graphOf, tableOf, tablesOf } from './tables.ts';
export { type PieceSetting, type TrainedPiece, trainPiece, type Work } from './train-piece.ts';
