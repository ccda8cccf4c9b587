// Every error code of the packages' sources, with the messages it comes with.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { filesBelow, readPackages } from '../sources.mjs';

const CODE = /^E_[A-Z\d_]+$/;

/** A message as its reader sees it, `…` for what is put in; null if it is put together elsewhere. */
function messageOf(node) {
  if (node === undefined) return null;
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node)) {
    return node.head.text + node.templateSpans.map(({ literal }) => `…${literal.text}`).join('');
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const [left, right] = [messageOf(node.left), messageOf(node.right)];
    return left === null || right === null ? null : left + right;
  }
  return null;
}

/** Packages and messages by code, both in order and without repetition. */
export function errorCodes(root) {
  const codes = new Map();
  for (const { folder, name } of readPackages(root)) {
    for (const file of filesBelow(root, `packages/${folder}/src`)) {
      const text = readFileSync(join(root, file), 'utf8');
      const visit = (node) => {
        const raised = ts.isNewExpression(node) || ts.isCallExpression(node) ? node.arguments : undefined;
        const [code, message] = raised ?? [];
        if (code && ts.isStringLiteralLike(code) && CODE.test(code.text) && !isQuestion(node)) {
          const found = codes.get(code.text) ?? { packages: new Set(), messages: new Set() };
          codes.set(code.text, found);
          found.packages.add(name);
          const said = messageOf(message);
          if (said !== null && said !== '…') found.messages.add(said);
        }
        ts.forEachChild(node, visit);
      };
      visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest));
    }
  }
  return new Map([...codes].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** `isMimmxError(error, 'E_…')` has the code second; a set's `has('E_…')` and the like only ask. */
const isQuestion = (node) =>
  ts.isCallExpression(node) && node.expression.kind !== ts.SyntaxKind.SuperKeyword && !isMaker(node);

/** A function that makes an error of its arguments, by its name: `refuse('E_…', …)`. */
const isMaker = ({ expression, arguments: given }) =>
  ts.isIdentifier(expression) && given.length > 1 && messageOf(given[1]) !== null;
