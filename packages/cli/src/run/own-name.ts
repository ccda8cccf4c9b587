/**
 * How this command was called, for lines that are to be typed again: `npx mimmx` in a project, `mimmx` where it is
 * installed for all.
 *
 * @param environment npm's own variables in it
 */
export const ownName = (environment: Readonly<Record<string, string | undefined>> = process.env): string =>
  environment.npm_command === 'exec' || environment.npm_lifecycle_event === 'npx' ? 'npx mimmx' : 'mimmx';
