import type { Column } from '@mimmx/core';
import { MimmxError, suggest } from '@mimmx/core';
import { columnValues } from './column-values.ts';
import { classKey } from './spelling.ts';

/**
 * Which values of a column belong to a class: a value (`'AP'`, `3`), a comparison (`'>= 60'`, `'< 5'`, `'!= U'`), or
 * a list of these, of which one must hold.
 */
export type Condition = string | number | readonly (string | number)[];

type Operator = '<' | '<=' | '>' | '>=' | '!=' | '=';

interface Clause {
  readonly operator: Operator;
  readonly operand: string;
}

const COMPLEMENT: Readonly<Record<Operator, Operator>> = {
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
  '!=': '=',
  '=': '!=',
};

/**
 * A function that tells whether a value fulfils a condition.
 *
 * @param where the place in the configuration, for messages: `task.y.positive`
 * @throws E_UNKNOWN_VALUE if the condition names a value that the column does not have, or compares words
 */
export function compileCondition(
  condition: Condition,
  column: Column,
  columnName: string,
  where: string,
): (value: string | number) => boolean {
  const clauses = clausesOf(condition).map((clause) => ({ ...clause, operand: asWritten(clause, column) }));
  for (const clause of clauses) checkClause(clause, column, columnName, where);
  return (value) => clauses.some((clause) => holds(clause, value));
}

/** A condition in words, for class labels: `>= 5`, `AP or PA`. */
export function conditionLabel(condition: Condition): string {
  return clausesOf(condition)
    .map(({ operator, operand }) => (operator === '=' ? operand : `${operator} ${operand}`))
    .join(' or ');
}

/** The contrary in words: `< 5` for `>= 5`, `not AP` for `AP`. */
export function complementLabel(condition: Condition): string {
  const [clause, ...others] = clausesOf(condition);
  if (clause === undefined || others.length > 0 || clause.operator === '=') {
    return `not ${conditionLabel(condition)}`;
  }
  const operator = COMPLEMENT[clause.operator];
  return operator === '=' ? clause.operand : `${operator} ${clause.operand}`;
}

const clausesOf = (condition: Condition): Clause[] =>
  (typeof condition === 'object' ? condition : [condition]).map((part) => {
    const [, operator, operand] = /^\s*(<=|>=|!=|<|>|=)\s*(.+?)\s*$/.exec(String(part)) ?? [];
    return operator === undefined || operand === undefined
      ? { operator: '=', operand: String(part) }
      : { operator: operator as Operator, operand };
  });

/** The class that an operand means: the one written so, else the one of another writing (`1` for `1.0`, `f` for `F`). */
function asWritten({ operand }: Clause, column: Column): string {
  if (column.kind === 'number' || column.labels.includes(operand)) return operand;
  const alike = column.labels.filter((label) => classKey(label) === classKey(operand));
  return alike.length === 1 ? alike[0]! : operand;
}

function checkClause(clause: Clause, column: Column, columnName: string, where: string): void {
  const { operator, operand } = clause;
  const isEquality = operator === '=' || operator === '!=';
  const numeric = column.kind === 'number' || column.labels.every((label) => isNumber(label));
  if (!isEquality && !(numeric && isNumber(operand))) {
    throw new MimmxError(
      'E_UNKNOWN_VALUE',
      `${where}: "${operator} ${operand}" compares numbers, but column "${columnName}" has ${notNumbers(column)}.`,
    );
  }
  if (!isEquality) return;
  const turned = /^[<>]\s*(.+)$/.exec(operand);
  if (operator === '=' && turned) {
    throw new MimmxError(
      'E_UNKNOWN_VALUE',
      `${where}: "${operator}${operand}" compares nothing. Did you mean "${operand[0]}= ${turned[1]}"?`,
    );
  }
  const known =
    column.kind === 'number'
      ? isNumber(operand) && column.values.includes(Number(operand))
      : column.labels.includes(operand);
  if (!known) {
    const labels = column.kind === 'categorical' ? column.labels : [];
    const nearest = suggest(operand, labels);
    throw new MimmxError(
      'E_UNKNOWN_VALUE',
      `${where}: column "${columnName}" has no value "${operand}"; it has ${columnValues(column)}.` +
        (nearest.startsWith('Did') ? ` ${nearest}` : ''),
    );
  }
}

/** What keeps a column of classes from being compared: the texts that are no numbers, if some are. */
function notNumbers(column: Column): string {
  if (column.kind === 'number') return columnValues(column);
  const texts = column.labels.filter((label) => !isNumber(label));
  if (texts.length === column.labels.length) return columnValues(column);
  const shown = texts.slice(0, 5).map((text) => `"${text}"`);
  const rest = texts.length > shown.length ? ` and ${texts.length - shown.length} more` : '';
  return (
    `texts among its numbers: ${shown.join(', ')}${rest}. Declare it "number" in the data set's option columns to ` +
    'read them as missing'
  );
}

function holds({ operator, operand }: Clause, value: string | number): boolean {
  const number = Number(value);
  const limit = Number(operand);
  switch (operator) {
    case '<':
      return number < limit;
    case '<=':
      return number <= limit;
    case '>':
      return number > limit;
    case '>=':
      return number >= limit;
    case '=':
      return typeof value === 'number' ? number === limit : value === operand;
    case '!=':
      return typeof value === 'number' ? number !== limit : value !== operand;
  }
}

const isNumber = (text: string): boolean => text.trim() !== '' && Number.isFinite(Number(text));
