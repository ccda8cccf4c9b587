export { type PieceFolder, runnerChecks } from './runner-checks.ts';
