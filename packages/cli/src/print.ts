/** What a terminal takes for an order (C0 and C1 controls) or what turns text round. Line breaks may stay. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is to be replaced.
const ORDERS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** Text in which nothing gives a terminal orders: names come from tables, configs and runs of others. */
export const harmless = (text: string): string => text.replace(ORDERS, '�');

/** The same without line breaks, for a cell of a table. */
export const harmlessLine = (text: string): string => harmless(text).replaceAll('\n', '�');

/** Writes what a command was asked for. */
export const print = (text: string): void => {
  process.stdout.write(harmless(text));
};

/** Writes a value as JSON, faithful and harmless: what would be an order is written as its number. */
export const printJson = (value: unknown, indent = 2): void => {
  const number = (letter: string) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
  // Controls below U+0020 are escaped already, so that those that are left are JSON's own white space.
  process.stdout.write(
    `${JSON.stringify(value, null, indent).replace(/[\u007f-\uffff]/g, (letter) => (harmless(letter) === letter ? letter : number(letter)))}\n`,
  );
};
