import type { Ending } from '../contract.ts';

/** Says to a process that its pieces come from the process that started it. */
export const SERVES = 'MIMMX_SERVES';

/** From the starter to the process. */
export type Order = { readonly kind: 'do'; readonly id: string } | { readonly kind: 'end' };

/** From the process to its starter. */
export type Answer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'ended'; readonly id: string; readonly ending: Ending; readonly message?: string }
  | { readonly kind: 'told'; readonly value: unknown };

export const isAnswer = (value: unknown): value is Answer =>
  typeof value === 'object' &&
  value !== null &&
  'kind' in value &&
  ['ready', 'ended', 'told'].includes(String(value.kind));
