import type { ModelDescription } from '@mimmx/experiment';

/** A trained model in a form that other programs read. */
export interface Exported {
  /** Bytes by file name, below the folder that is written to; the model itself first. */
  readonly files: Readonly<Record<string, Uint8Array | string>>;
  readonly description: ModelDescription;
  /** Sentence about what it was compared with. */
  readonly checked: string;
  /** Lines that use it, and their language. */
  readonly snippet: { readonly language: 'Python' | 'JavaScript'; readonly text: string };
}
