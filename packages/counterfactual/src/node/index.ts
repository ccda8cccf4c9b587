export { generatorRecordOf, type RecordParts } from './record-of.ts';
export {
  type GeneratorRecord,
  type OpenedGenerator,
  openGeneratorRun,
  readGeneratorRecord,
  writeGeneratorRecord,
} from './run.ts';
export { differenceOf, type SheetColumn, type SheetSettings, sheet } from './sheet.ts';
