/** How much f_y is allowed to carry before anything else is asked of it. */
export type Bottleneck =
  | { readonly kind: 'none' }
  /** Gaussian noise of this standard deviation on tanh-bounded features while training. */
  | { readonly kind: 'noise'; readonly sd: number }
  /** Gaussian noise of this standard deviation on standardised features, in training and after: see `channel.ts`. */
  | { readonly kind: 'channel'; readonly sd: number }
  /** Every feature takes one of `levels` values, in training and after: at most ln(levels) nats each. */
  | { readonly kind: 'quantised'; readonly levels: number };

/** Widths and form of a network's features and heads. A setting of the run: methods are compared at one shape. */
export interface NetworkShape {
  /** Width of f_y. */
  readonly primaryWidth: number;
  /** Width of each f_zi: one number for all or one for each. */
  readonly confounderWidth: number | readonly number[];
  /** Hidden units of every head; 0 = linear. */
  readonly headHidden: number;
  /**
   * Standardises every feature over the batch (batch normalisation without scale and offset). A feature can then
   * neither shrink to nothing, which would hide information without removing it, nor grow until critics diverge.
   */
  readonly standardise: boolean;
  /** Of f_y. */
  readonly bottleneck: Bottleneck;
}
