export type { GeneratorReportInput, Sheet, TuningReport } from './input.ts';
export { generatorReport } from './report.ts';
