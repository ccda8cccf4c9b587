export { comparisonPage } from './comparison.ts';
