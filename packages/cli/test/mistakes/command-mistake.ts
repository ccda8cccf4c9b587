/**
 * A mistake of a command line. In capitals stand for themselves: RUN, a finished run, and OTHER, one that predicts
 * something else; UNFINISHED and DAMAGED, copies of RUN; CONFIG, the toy config, and TOY, its plugin; PORT, one in use.
 */
export type CommandMistake = readonly [
  name: string,
  args: readonly string[],
  status: number,
  code: string,
  says: string | RegExp,
];
