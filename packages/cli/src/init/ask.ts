import { createInterface } from 'node:readline/promises';
import { MimmxError, suggest } from '@mimmx/core/contracts';
import { UsageError } from '../usage-error.ts';

/** A question whose answer is one or several of a list. */
export interface Question {
  /** The option that answers it without asking: `y` for `--y`. */
  readonly option: string;
  readonly text: string;
  readonly choices: readonly string[];
  /** What is taken if nothing is said; asked for if absent. */
  readonly usual?: readonly string[];
  readonly several?: boolean;
}

/** Answers questions: from options, else from a person at a terminal, else by what is usual. */
export function createAsker(given: Readonly<Record<string, string | undefined>>, ask: boolean) {
  return async ({ option, text, choices, usual, several = false }: Question): Promise<string[]> => {
    const own = given[option];
    if (own !== undefined) return chosen(own, choices, `--${option}`, several);
    if (!ask) {
      if (usual) return [...usual];
      throw new UsageError(`Say --${option} NAME, one of: ${choices.join(', ')}`);
    }
    const terminal = createInterface({ input: process.stdin, output: process.stderr });
    try {
      for (;;) {
        const hint = usual ? ` [${usual.join(', ') || 'none'}]` : '';
        const answer = (await terminal.question(`${text}${hint} `)).trim();
        if (answer === '' && usual) return [...usual];
        try {
          return chosen(answer, choices, 'This', several);
        } catch (error) {
          process.stderr.write(`${(error as Error).message}\n`);
        }
      }
    } finally {
      terminal.close();
    }
  };
}

/** @throws E_UNKNOWN_NAME with the nearest choice */
function chosen(answer: string, choices: readonly string[], where: string, several: boolean): string[] {
  if (several && (answer === '' || answer === 'none')) return [];
  const names =
    several && !choices.includes(answer) ? answer.split(',').map((name) => name.trim()) : [answer];
  for (const name of names)
    if (!choices.includes(name))
      throw new MimmxError('E_UNKNOWN_NAME', `${where}: there is no "${name}". ${suggest(name, choices)}`);
  return names;
}
