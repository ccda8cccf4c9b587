/** Messages of a code that are shown as examples. */
const SHOWN = 3;

/**
 * The page of all codes.
 *
 * @param codes packages and messages by code
 * @param causes cause and remedy by code
 */
export function errorPage(codes, causes) {
  const entries = [...codes].map(([code, { packages, messages }]) => {
    const [cause, remedy] = causes[code] ?? ['', ''];
    const said = [...messages].slice(0, SHOWN).map((message) => `> ${code}: ${message.replace(/\s+/g, ' ')}`);
    return [
      `## ${code}`,
      cause,
      `**Remedy.** ${remedy}`,
      said.join('\n>\n'),
      `From ${[...packages].join(', ')}.`,
    ]
      .filter(Boolean)
      .join('\n\n');
  });
  return `# Errors

<!-- Made by "npm run errors" from the sources and scripts/errors/causes.mjs. -->

An error that you can mend is one line: its code, the thing, the value, the next step. \`isMimmxError(error, code?)\` of
\`@mimmx/core\` knows it in a program, and \`error.code\` is what stands below. \`…\` is what the message fills in.

${entries.join('\n\n')}
`;
}
