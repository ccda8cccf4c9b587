export type { ReportInput, ReportOptions } from './input.ts';
export { report } from './report.ts';
