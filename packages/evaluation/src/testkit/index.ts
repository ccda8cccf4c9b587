export type { Check } from './check.ts';
export { measureChecks } from './measure.ts';
export { selectionChecks } from './selection.ts';
