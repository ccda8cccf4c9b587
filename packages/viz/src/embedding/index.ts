export { type Embedding, type EmbeddingKind, type EmbedOptions, embed, embeddingNames } from './embed.ts';
