import { extname } from 'node:path';
import { followBraces } from './braces.ts';
import { lineInYaml } from './yaml.ts';

/** Where a config's object begins in a module. */
const BEGINNING =
  /(?:defineConfig\s*(?:<[^>]*>)?\s*\(\s*|export\s+default\s*(?:\(\s*)?|module\.exports\s*=\s*)(?=\{)/;

/**
 * Line on which a config file says what stands at a path, from 1: of the deepest part of the path that is written out.
 *
 * @returns undefined where it cannot be found: made by code, spread from elsewhere, or not in the file at all
 */
export function lineOf(file: string, text: string, path: readonly PropertyKey[]): number | undefined {
  const form = extname(file);
  if (form === '.yaml' || form === '.yml') return lineInYaml(text, path);
  const isData = form.startsWith('.json');
  const beginning = isData ? null : BEGINNING.exec(text);
  const open = isData ? text.indexOf('{') : beginning ? beginning.index + beginning[0].length : -1;
  if (open < 0) return undefined;
  const { at, found } = followBraces(text, open, path);
  return found === 0 ? undefined : text.slice(0, at).split('\n').length;
}
