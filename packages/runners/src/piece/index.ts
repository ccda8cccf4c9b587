export {
  type DoPiece,
  isServing,
  type PieceProcessSetting,
  pieceProcess,
  type Tried,
} from './piece-process.ts';
export { endingOf, STATUS } from './status.ts';
export { stopSignals } from './stop-signals.ts';
