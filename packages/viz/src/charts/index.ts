export { type CellInput, cellChart } from './cells.ts';
export { type Dot, type DotInput, type DotRow, dotChart } from './dots.ts';
export { type EmbeddingInput, embeddingChart, type PointStyle, pointStyles } from './embedding.ts';
export { type FrontierInput, type FrontierPoint, frontier, frontierChart } from './frontier.ts';
export { type Line, type LineInput, type LinePoint, lineChart } from './lines.ts';
export { type PrevalenceInput, type PrevalenceSeries, prevalenceChart } from './prevalence.ts';
export { type ScatterInput, scatterChart } from './scatter.ts';
export { type ShareInput, shareChart } from './shares.ts';
export { type TileInput, tileChart } from './tiles.ts';
