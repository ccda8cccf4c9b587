export * from './charts/index.ts';
export * from './counterfactual/index.ts';
export { type Embedding, type EmbeddingKind, type EmbedOptions, embed } from './embedding/index.ts';
export { type Markup, svg } from './html.ts';
export { palette, type Theme } from './palette.ts';
export * from './report/index.ts';
export { type Chart, type FileOptions, inline, svgFile } from './svg/chart.ts';
