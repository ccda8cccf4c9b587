/** How parents enter the image models that are compared (docs/decisions/0018), in words of a table. */
export const CONDITIONINGS: Readonly<Record<string, string>> = {
  shift: 'parents shift every stage',
  latent: 'parents move the latent variables, and the encoder takes that out',
};
